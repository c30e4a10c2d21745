package florin.providersync.plaid;

import florin.providersync.plaid.wire.PlaidResponses;
import florin.providersync.provider.LinkSession;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * From the sessions of a link token to one result: a user may leave the page and open it again, so
 * a login of any session counts before an exit of another.
 */
final class LinkSessionMapping {

  private LinkSessionMapping() {}

  static LinkSession session(PlaidResponses.LinkSessionBody body, Instant now) {
    Optional<LinkSession> added =
        body.linkSessions().stream()
            .map(PlaidResponses.LinkSessionObject::results)
            .filter(Objects::nonNull)
            .flatMap(results -> results.itemAddResults().stream())
            .filter(result -> result.publicToken() != null)
            .map(LinkSessionMapping::signedIn)
            .findFirst();
    if (added.isPresent()) {
      return added.get();
    }
    List<PlaidResponses.LinkSessionObject> finished =
        body.linkSessions().stream().filter(session -> session.finishedAt() != null).toList();
    if (finished.stream().anyMatch(session -> isAbsent(session.exit()))) {
      return new LinkSession.SignedIn(Optional.empty(), Optional.empty(), Optional.empty());
    }
    return finished.isEmpty() && now.isBefore(body.expiration())
        ? new LinkSession.Open()
        : new LinkSession.Ended();
  }

  private static boolean isAbsent(@Nullable JsonNode exit) {
    return exit == null || exit.isNull();
  }

  private static LinkSession signedIn(PlaidResponses.ItemAddResult result) {
    PlaidResponses.LinkInstitution bank = result.institution();
    return new LinkSession.SignedIn(
        Optional.ofNullable(result.publicToken()),
        Optional.ofNullable(bank).map(PlaidResponses.LinkInstitution::institutionId),
        Optional.ofNullable(bank).map(PlaidResponses.LinkInstitution::name));
  }
}
