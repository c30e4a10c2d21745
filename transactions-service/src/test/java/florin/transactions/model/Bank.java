package florin.transactions.model;

import florin.transactions.model.Item.Fact;
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
final class Bank {

  private static final List<List<String>> LABELS =
      List.of(
          List.of("FOOD_AND_DRINK", "FOOD_AND_DRINK_COFFEE"),
          List.of("TRAVEL", "TRAVEL_FLIGHTS"),
          List.of("TRAVEL", "TRAVEL_BY_BROOM"),
          List.of("MAGIC", "MAGIC_WANDS"));

  private final Random random;
  private final Book book;
  private final UUID account;
  private final String currency;

  Bank(Random random, Book book, List<UUID> banks, Map<UUID, String> accounts) {
    this.random = random;
    this.book = book;
    this.account = banks.get(random.nextInt(banks.size()));
    this.currency = accounts.getOrDefault(account, "USD");
  }

  News news(Supplier<String> ids) {
    News news = new News(account);
    for (int i = random.nextInt(4); i >= 0; i--) {
      say(news, ids);
    }
    return news;
  }

  private void say(News news, Supplier<String> ids) {
    switch (random.nextInt(8)) {
      case 0, 1 -> news.added.add(fact(ids.get(), null, random.nextBoolean()));
      case 2 -> one(item -> item.said.pending()).ifPresent(item -> settle(news, item, ids.get()));
      case 3 ->
          one(_ -> true)
              .ifPresent(
                  item ->
                      news.modified.add(
                          fact(
                              item.said.external(),
                              item.said.pendingExternal(),
                              item.said.pending())));
      case 4 -> one(_ -> true).ifPresent(item -> again(news, item.said));
      case 5 ->
          book.superseded().stream()
              .skip(random.nextInt(3))
              .findFirst()
              .ifPresent(former -> late(news, former));
      case 6 -> one(_ -> true).ifPresent(item -> news.removed.add(item.said.external()));
      default -> one(item -> item.removedBy != null).ifPresent(item -> again(news, item.said));
    }
    if (random.nextInt(10) == 0) {
      news.removed.add("never-seen-" + random.nextInt(100));
    }
  }

  /** A posted one names the pending one, whose removal may come with it. */
  private void settle(News news, Item item, String external) {
    news.added.add(fact(external, item.said.external(), false));
    if (random.nextBoolean()) {
      news.removed.add(item.said.external());
    }
  }

  private void again(News news, Fact fact) {
    (random.nextBoolean() ? news.added : news.modified).add(fact);
  }

  private void late(News news, String former) {
    if (book.named(former).filter(item -> item.account.equals(account)).isPresent()) {
      if (random.nextBoolean()) {
        news.removed.add(former);
      } else {
        news.modified.add(fact(former, null, true));
      }
    }
  }

  private Optional<Item> one(Predicate<Item> wanted) {
    List<Item> found =
        book.items.stream()
            .filter(item -> !item.byHand && item.account.equals(account))
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
        Steps.DAY.plusDays(random.nextInt(Steps.DAYS)),
        "SHOP " + random.nextInt(5),
        labelled == 0 ? null : label.get(0),
        labelled <= 1 ? null : label.get(1));
  }
}
