package florin.journal.web;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;

/**
 * The response of a command after its commit.
 *
 * @param status 200, 201, 202 or 204
 * @param body empty exactly for 204
 * @param version the resource's new ETag, if it has one
 * @param location of a created resource
 * @param changeId of the user's change that the command made, for the header {@code Change-Id};
 *     {@link ApiCommands} adds it
 */
public record CommandResponse<T>(
    int status,
    Optional<T> body,
    Optional<Integer> version,
    Optional<URI> location,
    Optional<UUID> changeId) {

  public CommandResponse(
      int status, Optional<T> body, Optional<Integer> version, Optional<URI> location) {
    this(status, body, version, location, Optional.empty());
  }

  CommandResponse<T> of(UUID change) {
    return new CommandResponse<>(status, body, version, location, Optional.of(change));
  }

  /** The response of a read: the resource with its ETag. */
  public static <T> ResponseEntity<T> found(T body, int version) {
    return ResponseEntity.ok().eTag("\"" + version + "\"").body(body);
  }

  public static <T> CommandResponse<T> ok(T body, int version) {
    return new CommandResponse<>(200, Optional.of(body), Optional.of(version), Optional.empty());
  }

  /** For what has no version of its own. */
  public static <T> CommandResponse<T> ok(T body) {
    return new CommandResponse<>(200, Optional.of(body), Optional.empty(), Optional.empty());
  }

  public static <T> CommandResponse<T> created(T body, int version, String location) {
    return new CommandResponse<>(
        201, Optional.of(body), Optional.of(version), Optional.of(URI.create(location)));
  }

  public static <T> CommandResponse<T> accepted(T body, String location) {
    return new CommandResponse<>(
        202, Optional.of(body), Optional.empty(), Optional.of(URI.create(location)));
  }

  public static <T> CommandResponse<T> noContent() {
    return new CommandResponse<>(204, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
