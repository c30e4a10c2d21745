package florin.accounts.account;

import florin.accounts.account.value.AccountClassification;
import florin.accounts.account.value.AccountType;
import florin.accounts.account.value.BalanceObservation;
import florin.accounts.account.value.ClosingParty;
import florin.accounts.account.value.ProviderAccount;
import florin.events.CurrencyCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The events of an account. */
public sealed interface AccountEvent {

  UUID account();

  /**
   * @param provider empty for one opened by hand
   */
  record Opened(
      UUID account,
      Optional<UUID> institution,
      Optional<ProviderAccount> provider,
      String name,
      AccountType type,
      Optional<String> subtype,
      CurrencyCode currency,
      Instant at)
      implements AccountEvent {}

  record Revised(UUID account, ProviderAccount provider, Optional<UUID> institution, Instant at)
      implements AccountEvent {}

  /**
   * @param name empty: back to the bank's
   */
  record Renamed(UUID account, Optional<String> name, Instant at) implements AccountEvent {}

  record Hidden(UUID account, Instant at) implements AccountEvent {}

  record Shown(UUID account, Instant at) implements AccountEvent {}

  /**
   * @param since when it closed; before {@code at} if that closing was restored
   */
  record Closed(UUID account, ClosingParty by, Instant since, Instant at) implements AccountEvent {

    public Closed(UUID account, ClosingParty by, Instant at) {
      this(account, by, at, at);
    }
  }

  record Reopened(UUID account, ClosingParty by, Instant at) implements AccountEvent {}

  /**
   * @param candidates of which the account may be one, all of them that are proposed
   */
  record MergeProposed(UUID account, List<UUID> candidates, Instant at) implements AccountEvent {

    public MergeProposed {
      candidates = List.copyOf(candidates);
    }
  }

  record BalanceObserved(UUID account, BalanceObservation observation, Instant at)
      implements AccountEvent {}

  /**
   * @param kind empty: back to the bank's
   */
  record Classified(UUID account, Optional<AccountClassification> kind, Instant at)
      implements AccountEvent {}

  record MergeDismissed(UUID account, List<UUID> candidates, Instant at) implements AccountEvent {

    public MergeDismissed {
      candidates = List.copyOf(candidates);
    }
  }

  record MergeReconsidered(UUID account, List<UUID> candidates, Instant at)
      implements AccountEvent {

    public MergeReconsidered {
      candidates = List.copyOf(candidates);
    }
  }

  record BalanceWithdrawn(UUID account, Instant observedAt, Instant at) implements AccountEvent {}
}
