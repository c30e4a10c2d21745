package florin.providersync.sync.publish;

import florin.providersync.provider.data.BankAccount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Recognises a known account behind a new external id: after a relink, or when a provider cannot
 * reconcile an account and gives it a new id (Plaid documentation, "Account churn"). It is taken
 * for the old one only if the old one is gone and no other account fits; otherwise a merge is
 * proposed to the user.
 *
 * @param adopted the old account, by the new one's external id
 * @param candidates possible accounts, by the new one's external id
 */
record AccountMatching(Map<String, KnownAccount> adopted, Map<String, List<UUID>> candidates) {

  static final AccountMatching NONE = new AccountMatching(Map.of(), Map.of());

  /**
   * An account of the same user at the same institution.
   *
   * @param gone whether the bank lists it no more, or its connection is over
   */
  record KnownAccount(
      UUID connection,
      String externalId,
      UUID accountId,
      Optional<String> persistentId,
      String name,
      Optional<String> mask,
      Optional<String> subtype,
      boolean gone) {}

  /** Distinguishes the accounts of an institution where no persistent id does. */
  private record AccountTraits(String name, String mask, Optional<String> subtype) {}

  static AccountMatching of(Collection<BankAccount> fresh, Collection<KnownAccount> known) {
    Map<String, KnownAccount> adopted = new HashMap<>();
    matchUnique(adopted, fresh, known, BankAccount::persistentId, KnownAccount::persistentId);
    matchUnique(adopted, fresh, known, AccountMatching::traits, AccountMatching::traits);
    Map<String, List<UUID>> candidates = new HashMap<>();
    for (BankAccount account : fresh) {
      List<UUID> likely = similar(account, known, adopted);
      if (!adopted.containsKey(account.externalId()) && !likely.isEmpty()) {
        candidates.put(account.externalId(), likely);
      }
    }
    return new AccountMatching(adopted, candidates);
  }

  /** One new, one gone, and no other account that looks like them. */
  private static <K> void matchUnique(
      Map<String, KnownAccount> adopted,
      Collection<BankAccount> fresh,
      Collection<KnownAccount> known,
      Function<BankAccount, Optional<K>> keyOfFresh,
      Function<KnownAccount, Optional<K>> keyOfKnown) {
    Map<K, List<BankAccount>> news =
        groupBy(
            fresh.stream().filter(one -> !adopted.containsKey(one.externalId())).toList(),
            keyOfFresh);
    Map<K, List<KnownAccount>> olds =
        groupBy(known.stream().filter(one -> !adopted.containsValue(one)).toList(), keyOfKnown);
    news.forEach(
        (key, accounts) -> {
          List<KnownAccount> same = olds.getOrDefault(key, List.of());
          if (accounts.size() == 1
              && same.size() == 1
              && same.getFirst().gone()
              && !haveDifferentIds(accounts.getFirst(), same.getFirst())) {
            adopted.put(accounts.getFirst().externalId(), same.getFirst());
          }
        });
  }

  private static <T, K> Map<K, List<T>> groupBy(Collection<T> all, Function<T, Optional<K>> key) {
    return all.stream()
        .filter(one -> key.apply(one).isPresent())
        .collect(Collectors.groupingBy(one -> key.apply(one).orElseThrow()));
  }

  /** Two persistent ids that differ are two accounts, however much they look alike. */
  private static boolean haveDifferentIds(BankAccount account, KnownAccount knownAccount) {
    return account.persistentId().isPresent()
        && knownAccount.persistentId().isPresent()
        && !account.persistentId().equals(knownAccount.persistentId());
  }

  private static List<UUID> similar(
      BankAccount account, Collection<KnownAccount> known, Map<String, KnownAccount> adopted) {
    List<UUID> likely = new ArrayList<>();
    for (KnownAccount one : known) {
      if (!adopted.containsValue(one)
          && !haveDifferentIds(account, one)
          && isSimilar(account, one)) {
        likely.add(one.accountId());
      }
    }
    return likely.stream().distinct().sorted().toList();
  }

  /** A gone one may have changed its name or its number since; one that is there may not. */
  private static boolean isSimilar(BankAccount account, KnownAccount one) {
    if (account.persistentId().isPresent() && account.persistentId().equals(one.persistentId())) {
      return true;
    }
    boolean mask = account.mask().equals(one.mask());
    boolean name = account.name().equals(one.name());
    return account.mask().isPresent()
        && account.providerSubtype().equals(one.subtype())
        && (one.gone() ? mask || name : mask && name);
  }

  /** The mask alone is not unique, and without one a name is not enough. */
  private static Optional<AccountTraits> traits(BankAccount account) {
    return account
        .mask()
        .map(mask -> new AccountTraits(account.name(), mask, account.providerSubtype()));
  }

  private static Optional<AccountTraits> traits(KnownAccount knownAccount) {
    return knownAccount
        .mask()
        .map(mask -> new AccountTraits(knownAccount.name(), mask, knownAccount.subtype()));
  }
}
