package florin.accounts.account;

import florin.accounts.account.value.AccountClassification;
import florin.accounts.account.value.AccountType;
import florin.accounts.account.value.Balance;
import florin.accounts.account.value.ClosingParty;
import florin.accounts.account.value.ProviderAccount;
import florin.events.CurrencyCode;
import florin.events.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The commands of an account. */
public sealed interface AccountCommand {

  UUID account();

  /**
   * Applies the values of a bank; opens the account if it is new.
   *
   * @param listed whether the bank's list contains it, and not only another response of the bank
   * @param candidates other accounts that it may be
   */
  record Observe(
      UUID account,
      ProviderAccount provider,
      Optional<UUID> institution,
      Balance balance,
      boolean listed,
      List<UUID> candidates,
      Instant at)
      implements AccountCommand {

    public Observe {
      candidates = candidates.stream().filter(id -> !id.equals(account)).distinct().toList();
    }
  }

  /**
   * Takes in the holdings of an investment account.
   *
   * @param values the sums of their values by currency
   */
  record SumHoldings(UUID account, Map<CurrencyCode, BigDecimal> values, Instant at)
      implements AccountCommand {

    public SumHoldings {
      values = Map.copyOf(values);
    }
  }

  /** Takes in that a bank lists the account no more. */
  record Unlist(UUID account, UUID connection, Instant at) implements AccountCommand {}

  /** Opens an account by hand. */
  record Open(
      UUID account,
      String name,
      AccountType type,
      Optional<String> subtype,
      CurrencyCode currency,
      Optional<Money> balance,
      Instant at)
      implements AccountCommand {}

  /**
   * @param name empty to go back to the bank's
   */
  record Rename(UUID account, Optional<String> name, Instant at) implements AccountCommand {}

  record Hide(UUID account, Instant at) implements AccountCommand {}

  record Show(UUID account, Instant at) implements AccountCommand {}

  /**
   * @param by whose word it is; the bank's only when its own closing is restored
   * @param since when it closed; before {@code at} only when that closing is restored
   */
  record Close(UUID account, ClosingParty by, Instant since, Instant at) implements AccountCommand {

    public Close(UUID account, Instant at) {
      this(account, ClosingParty.USER, at, at);
    }
  }

  record Reopen(UUID account, Instant at) implements AccountCommand {}

  /** Takes the user's word for a balance, now or on an earlier day. */
  record EnterBalance(UUID account, Balance balance, Instant observedAt, Instant at)
      implements AccountCommand {

    /** The same for another account. */
    public EnterBalance on(UUID other) {
      return new EnterBalance(other, balance, observedAt, at);
    }
  }

  /**
   * @param kind empty to go back to the bank's
   */
  record Classify(UUID account, Optional<AccountClassification> kind, Instant at)
      implements AccountCommand {}

  /** Says that the account is not the one it is proposed to be. */
  record Dismiss(UUID account, UUID candidate, Instant at) implements AccountCommand {}

  /** Lets it be proposed again. */
  record Reconsider(UUID account, UUID candidate, Instant at) implements AccountCommand {}

  /** Takes back a balance that was entered by hand, by its time. */
  record Withdraw(UUID account, Instant observedAt, Instant at) implements AccountCommand {}
}
