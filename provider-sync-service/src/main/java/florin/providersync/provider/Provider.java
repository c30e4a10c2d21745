package florin.providersync.provider;

import florin.providersync.provider.data.BankAccount;
import florin.providersync.provider.data.ExternalAccountScoped;
import florin.providersync.provider.data.HoldingsSnapshot;
import florin.providersync.provider.data.InvestmentPage;
import florin.providersync.provider.data.LiabilitiesSnapshot;
import florin.providersync.provider.data.RecurringStream;
import florin.providersync.provider.data.UpdatePage;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * One bank-data provider. Every call may fail with {@link ProviderFailure} and with nothing else,
 * and may wait for its rate limit for about a minute. The adapter retries reads after transient
 * failures; it makes every other call once, because only the caller can decide whether a repetition
 * is harmless.
 */
public interface Provider {

  /** As it stands in rows and requests, such as {@code plaid}. */
  String name();

  Mono<LinkToken> linkToken(LinkRequest request);

  /** The state of the page of a link token. */
  Mono<LinkSession> linkSession(String linkToken);

  /** Turns a public token into an access token, once: a repetition is refused. */
  Mono<ExchangedToken> exchange(String publicToken);

  /** Works on a broken item too; the only answer to trust about its state. */
  Mono<ProviderLogin> item(AccessToken token);

  /** Ends the item at the provider. */
  Mono<Void> remove(AccessToken token);

  /**
   * Exchanges a token for a new one of the same item. The old one is dead at once, so the new one
   * must not get lost.
   */
  Mono<AccessToken> rotate(AccessToken token);

  /**
   * Asks the provider to refresh from the bank now. New data is announced by webhook; without new
   * data there is none.
   */
  Mono<Void> refresh(AccessToken token);

  /** The name of an institution; empty if it is not to be had, which hinders nothing. */
  Mono<Optional<String>> institution(String id);

  /** All open accounts with their last known balances. */
  Mono<List<BankAccount>> accounts(AccessToken token);

  /**
   * One page of the changes since a cursor.
   *
   * @param cursor empty for everything from the beginning
   */
  Mono<UpdatePage> transactions(AccessToken token, Optional<String> cursor);

  /** All that the login's investment accounts hold. */
  Mono<HoldingsSnapshot> holdings(AccessToken token);

  /**
   * One page of the investment transactions between two days, both included.
   *
   * @param offset how many, newest first, are before this page
   */
  Mono<InvestmentPage> investments(AccessToken token, LocalDate from, LocalDate to, int offset);

  /** All debts of the login. */
  Mono<LiabilitiesSnapshot> liabilities(AccessToken token);

  /** All series that the provider sees in the transactions. */
  Mono<List<ExternalAccountScoped<RecurringStream>>> recurring(AccessToken token);
}
