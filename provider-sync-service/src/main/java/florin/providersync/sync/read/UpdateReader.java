package florin.providersync.sync.read;

import florin.providersync.provider.AccessToken;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import florin.providersync.provider.data.UpdatePage;
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
public final class UpdateReader {

  private static final int RESTARTS = 5;
  private static final int RETRIES = 2;
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** A million changes; a provider that continues beyond does not end. */
  private static final int MOST_PAGES = 2_000;

  private UpdateReader() {}

  /**
   * Everything since a cursor. A cursor that the provider does not accept any more, or behind which
   * the data never stands still, is given up for a reading from the beginning.
   */
  public static Mono<CompleteUpdate> readSince(
      Provider provider, AccessToken token, Optional<String> cursor, ReadProgress readProgress) {
    return reading(provider, token, cursor, readProgress)
        .onErrorResume(
            failed -> cursor.isPresent() && isCursorUnusable(failed),
            _ -> reading(provider, token, Optional.empty(), readProgress));
  }

  /** Is called with every page of a reading; starts again if the reading does. */
  public interface ReadProgress {
    /**
     * @param pages so far
     * @param changes on them
     */
    Mono<Void> read(int pages, int changes);
  }

  /** The pages read so far. */
  private record ReadSoFar(List<UpdatePage> pages, int changes) {
    private ReadSoFar and(UpdatePage page) {
      pages.add(page);
      return new ReadSoFar(
          pages, changes + page.added().size() + page.modified().size() + page.removed().size());
    }
  }

  private static boolean isCursorUnusable(Throwable thrown) {
    return thrown instanceof ProviderFailure failure
        && (failure.is(FailureType.RESYNC) || failure.is(FailureType.RESTART));
  }

  private static Mono<CompleteUpdate> reading(
      Provider provider, AccessToken token, Optional<String> cursor, ReadProgress readProgress) {
    return provider
        .transactions(token, cursor)
        .expand(page -> nextPage(provider, token, page))
        .index(UpdateReader::checkPageCount)
        .scanWith(() -> new ReadSoFar(new ArrayList<>(), 0), ReadSoFar::and)
        .skip(1)
        .concatMap(
            readSoFar ->
                readProgress
                    .read(readSoFar.pages().size(), readSoFar.changes())
                    .thenReturn(readSoFar),
            1)
        .last()
        .map(readSoFar -> CompleteUpdate.of(readSoFar.pages(), cursor.isEmpty()))
        .retryWhen(retry(FailureType.RESTART, RESTARTS))
        .retryWhen(retry(FailureType.RETRY, RETRIES));
  }

  private static Mono<UpdatePage> nextPage(Provider provider, AccessToken token, UpdatePage page) {
    return page.hasMore() && page.ready()
        ? provider.transactions(token, Optional.of(page.next()))
        : Mono.empty();
  }

  private static UpdatePage checkPageCount(long index, UpdatePage page) {
    if (index >= MOST_PAGES) {
      throw new ProviderFailure(
          FailureType.OPERATOR, "ENDLESS", "more than " + MOST_PAGES + " pages");
    }
    return page;
  }

  private static RetryBackoffSpec retry(FailureType failureType, int times) {
    return Retry.backoff(times, PAUSE)
        .filter(thrown -> thrown instanceof ProviderFailure failure && failure.is(failureType))
        .onRetryExhaustedThrow((_, signal) -> signal.failure());
  }
}
