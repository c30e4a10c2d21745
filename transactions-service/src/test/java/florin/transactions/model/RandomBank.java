package florin.transactions.model;

import florin.transactions.model.ExpectedTransaction.Fact;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Thinks up what a bank may say next, knowing what it said before. */
final class RandomBank {

  private static final List<List<String>> LABELS =
      List.of(
          List.of("FOOD_AND_DRINK", "FOOD_AND_DRINK_COFFEE"),
          List.of("TRAVEL", "TRAVEL_FLIGHTS"),
          List.of("TRAVEL", "TRAVEL_BY_BROOM"),
          List.of("MAGIC", "MAGIC_WANDS"));

  private final Random random;
  private final ExpectedBook expectedBook;
  private final UUID account;
  private final String currency;

  RandomBank(
      Random random, ExpectedBook expectedBook, List<UUID> banks, Map<UUID, String> accounts) {
    this.random = random;
    this.expectedBook = expectedBook;
    this.account = banks.get(random.nextInt(banks.size()));
    this.currency = accounts.getOrDefault(account, "USD");
  }

  BankUpdate news(Supplier<String> ids) {
    BankUpdate bankUpdate = new BankUpdate(account);
    for (int i = random.nextInt(4); i >= 0; i--) {
      say(bankUpdate, ids);
    }
    return bankUpdate;
  }

  private void say(BankUpdate bankUpdate, Supplier<String> ids) {
    switch (random.nextInt(8)) {
      case 0, 1 -> bankUpdate.added.add(fact(ids.get(), null, random.nextBoolean()));
      case 2 ->
          one(expectedTransaction -> expectedTransaction.said.pending())
              .ifPresent(expectedTransaction -> settle(bankUpdate, expectedTransaction, ids.get()));
      case 3 ->
          one(_ -> true)
              .ifPresent(
                  expectedTransaction ->
                      bankUpdate.modified.add(
                          fact(
                              expectedTransaction.said.external(),
                              expectedTransaction.said.pendingExternal(),
                              expectedTransaction.said.pending())));
      case 4 ->
          one(_ -> true)
              .ifPresent(expectedTransaction -> again(bankUpdate, expectedTransaction.said));
      case 5 ->
          expectedBook.superseded().stream()
              .skip(random.nextInt(3))
              .findFirst()
              .ifPresent(former -> late(bankUpdate, former));
      case 6 ->
          one(_ -> true)
              .ifPresent(
                  expectedTransaction ->
                      bankUpdate.removed.add(expectedTransaction.said.external()));
      default ->
          one(expectedTransaction -> expectedTransaction.removedBy != null)
              .ifPresent(expectedTransaction -> again(bankUpdate, expectedTransaction.said));
    }
    if (random.nextInt(10) == 0) {
      bankUpdate.removed.add("never-seen-" + random.nextInt(100));
    }
  }

  /** A posted one names the pending one, whose removal may come with it. */
  private void settle(
      BankUpdate bankUpdate, ExpectedTransaction expectedTransaction, String external) {
    bankUpdate.added.add(fact(external, expectedTransaction.said.external(), false));
    if (random.nextBoolean()) {
      bankUpdate.removed.add(expectedTransaction.said.external());
    }
  }

  private void again(BankUpdate bankUpdate, Fact fact) {
    (random.nextBoolean() ? bankUpdate.added : bankUpdate.modified).add(fact);
  }

  private void late(BankUpdate bankUpdate, String former) {
    if (expectedBook
        .named(former)
        .filter(expectedTransaction -> expectedTransaction.account.equals(account))
        .isPresent()) {
      if (random.nextBoolean()) {
        bankUpdate.removed.add(former);
      } else {
        bankUpdate.modified.add(fact(former, null, true));
      }
    }
  }

  private Optional<ExpectedTransaction> one(Predicate<ExpectedTransaction> wanted) {
    List<ExpectedTransaction> found =
        expectedBook.items.stream()
            .filter(
                expectedTransaction ->
                    !expectedTransaction.byHand && expectedTransaction.account.equals(account))
            .filter(wanted)
            .toList();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.get(random.nextInt(found.size())));
  }

  private Fact fact(String external, @Nullable String pendingExternal, boolean pending) {
    List<String> label = LABELS.get(random.nextInt(LABELS.size()));
    int labelled = random.nextInt(4);
    return new Fact(
        external,
        pendingExternal,
        pending,
        new BigDecimal(random.nextInt(2_000) - 1_000).movePointLeft(2),
        currency,
        RandomSteps.DAY.plusDays(random.nextInt(RandomSteps.DAYS)),
        "SHOP " + random.nextInt(5),
        labelled == 0 ? null : label.get(0),
        labelled <= 1 ? null : label.get(1));
  }
}
