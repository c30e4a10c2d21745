package florin.journal.stream;

import java.util.Objects;
import java.util.UUID;

/**
 * Names one stream of one user.
 *
 * @param user whose stream it is; every stream belongs to exactly one user
 * @param type what kind of thing changes, such as {@code transaction}
 * @param id unique in the journal whatever the type
 */
public record StreamId(UUID user, String type, UUID id) {

  public StreamId {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(id, "id");
  }

  @Override
  public String toString() {
    return type + "-" + id;
  }
}
