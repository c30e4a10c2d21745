package florin.providersync.sync.read;

import florin.providersync.provider.AccessToken;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import florin.providersync.provider.data.BankAccount;
import florin.providersync.provider.data.ExternalAccountScoped;
import florin.providersync.provider.data.InvestmentPage;
import florin.providersync.provider.data.InvestmentTransaction;
import florin.providersync.provider.data.Security;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * All investment transactions between two days. Pages are cut by offset, newest first, so one that
 * comes in between two pages shifts all that follow: when the total moves, or an entry comes twice,
 * the reading begins again with its first page.
 *
 * @param from the first day, included
 * @param transactions by the provider's id
 * @param unfit entries that cannot be taken as they are, which are there all the same
 */
public record InvestmentReading(
    LocalDate from,
    List<BankAccount> accounts,
    SequencedMap<String, ExternalAccountScoped<InvestmentTransaction>> transactions,
    List<Security> securities,
    List<InvestmentPage.RejectedTransaction> unfit) {

  private static final int RESTARTS = 5;
  private static final Duration PAUSE = Duration.ofMillis(200);

  /**
   * A hundred thousand transactions in two years; a provider that continues beyond does not end.
   */
  private static final int MOST_PAGES = 200;

  static Mono<InvestmentReading> between(
      Provider provider, AccessToken token, LocalDate from, LocalDate to) {
    return provider
        .investments(token, from, to, 0)
        .map(List::of)
        .expand(pages -> following(provider, token, from, to, pages))
        .last()
        .map(pages -> of(from, pages))
        .retryWhen(
            Retry.backoff(RESTARTS, PAUSE)
                .filter(
                    thrown ->
                        thrown instanceof ProviderFailure failure
                            && failure.is(FailureType.RESTART))
                .onRetryExhaustedThrow((_, signal) -> signal.failure()));
  }

  private static Mono<List<InvestmentPage>> following(
      Provider provider,
      AccessToken token,
      LocalDate from,
      LocalDate to,
      List<InvestmentPage> pages) {
    int read = pages.stream().mapToInt(InvestmentPage::size).sum();
    if (read >= pages.getFirst().total()) {
      return Mono.empty();
    }
    if (pages.size() >= MOST_PAGES) {
      return Mono.error(
          new ProviderFailure(
              FailureType.OPERATOR, "ENDLESS", "more than " + MOST_PAGES + " pages"));
    }
    return provider
        .investments(token, from, to, read)
        .map(
            page -> {
              if (page.total() != pages.getFirst().total() || page.size() == 0) {
                throw moved("the total moved");
              }
              List<InvestmentPage> more = new ArrayList<>(pages);
              more.add(page);
              return more;
            });
  }

  static InvestmentReading of(LocalDate from, List<InvestmentPage> pages) {
    Map<String, BankAccount> accounts = new LinkedHashMap<>();
    Map<String, Security> securities = new LinkedHashMap<>();
    SequencedMap<String, ExternalAccountScoped<InvestmentTransaction>> transactions =
        new LinkedHashMap<>();
    Map<String, InvestmentPage.RejectedTransaction> unfit = new LinkedHashMap<>();
    int read = 0;
    for (InvestmentPage page : pages) {
      read += page.size();
      page.accounts().forEach(one -> accounts.put(one.externalId(), one));
      page.securities().forEach(one -> securities.put(one.externalId(), one));
      page.transactions().forEach(one -> transactions.put(one.what().externalId(), one));
      page.unfit().forEach(one -> unfit.put(one.externalId(), one));
    }
    if (transactions.size() + unfit.size() != read || read != pages.getFirst().total()) {
      throw moved("an entry came twice or not at all");
    }
    return new InvestmentReading(
        from,
        List.copyOf(accounts.values()),
        transactions,
        List.copyOf(securities.values()),
        List.copyOf(unfit.values()));
  }

  private static ProviderFailure moved(String how) {
    return new ProviderFailure(FailureType.RESTART, "TOTAL_MOVED", how + " between two pages");
  }
}
