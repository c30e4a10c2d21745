package florin.providersync.sync;

import florin.providersync.provider.AccessToken;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.Kind;
import florin.providersync.provider.UpdatePage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * Reads complete updates. When a page fails, or the data moved between two pages, everything read
 * so far is thrown away and the reading begins again at the cursor of the <em>first</em> page
 * (Plaid documentation, {@code /transactions/sync}, "mutation during pagination"): the pages of one
 * reading belong together.
 */
final class Updates {

  private static final int RESTARTS = 5;
  private static final int RETRIES = 2;
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** A million changes; a provider that says "more" for longer does not come to an end. */
  private static final int MOST_PAGES = 2_000;

  private Updates() {}

  /**
   * Everything since a cursor. A cursor that the provider does not accept any more, or behind which
   * the data never stands still, is given up for a reading from the beginning.
   */
  static Mono<Update> since(
      Provider provider, AccessToken token, Optional<String> cursor, Progress progress) {
    return reading(provider, token, cursor, progress)
        .onErrorResume(
            failed -> cursor.isPresent() && useless(failed),
            _ -> reading(provider, token, Optional.empty(), progress));
  }

  /** Hears of every page while a reading goes on; begins again with it. */
  interface Progress {
    /**
     * @param pages so far
     * @param changes on them
     */
    Mono<Void> read(int pages, int changes);
  }

  /** What has been read so far. */
  private record Read(List<UpdatePage> pages, int changes) {
    private Read and(UpdatePage page) {
      pages.add(page);
      return new Read(
          pages, changes + page.added().size() + page.modified().size() + page.removed().size());
    }
  }

  private static boolean useless(Throwable thrown) {
    return thrown instanceof ProviderFailure failure
        && (failure.is(Kind.RESYNC) || failure.is(Kind.RESTART));
  }

  private static Mono<Update> reading(
      Provider provider, AccessToken token, Optional<String> cursor, Progress progress) {
    return provider
        .transactions(token, cursor)
        .expand(page -> following(provider, token, page))
        .index(Updates::counted)
        .scanWith(() -> new Read(new ArrayList<>(), 0), Read::and)
        .skip(1)
        .concatMap(read -> progress.read(read.pages().size(), read.changes()).thenReturn(read), 1)
        .last()
        .map(read -> Update.of(read.pages(), cursor.isEmpty()))
        .retryWhen(again(Kind.RESTART, RESTARTS))
        .retryWhen(again(Kind.RETRY, RETRIES));
  }

  private static Mono<UpdatePage> following(Provider provider, AccessToken token, UpdatePage page) {
    return page.hasMore() && page.ready()
        ? provider.transactions(token, Optional.of(page.next()))
        : Mono.empty();
  }

  private static UpdatePage counted(long index, UpdatePage page) {
    if (index >= MOST_PAGES) {
      throw new ProviderFailure(Kind.OPERATOR, "ENDLESS", "more than " + MOST_PAGES + " pages");
    }
    return page;
  }

  private static RetryBackoffSpec again(Kind kind, int times) {
    return Retry.backoff(times, PAUSE)
        .filter(thrown -> thrown instanceof ProviderFailure failure && failure.is(kind))
        .onRetryExhaustedThrow((_, signal) -> signal.failure());
  }
}
