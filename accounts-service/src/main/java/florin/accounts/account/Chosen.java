package florin.accounts.account;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a user made of an account, apart from what its bank says.
 *
 * @param name goes before the bank's
 * @param kind goes before the bank's
 * @param dismissed accounts that it is not, whatever the bank's side proposes
 */
public record Chosen(
    Optional<String> name, Optional<Kind> kind, boolean hidden, List<UUID> dismissed) {

  static final Chosen NOTHING = new Chosen(Optional.empty(), Optional.empty(), false, List.of());

  public Chosen {
    dismissed = List.copyOf(dismissed);
  }

  Chosen named(Optional<String> now) {
    return new Chosen(now, kind, hidden, dismissed);
  }

  Chosen classified(Optional<Kind> now) {
    return new Chosen(name, now, hidden, dismissed);
  }

  Chosen hidden(boolean now) {
    return new Chosen(name, kind, now, dismissed);
  }

  Chosen dismissing(List<UUID> more) {
    return new Chosen(
        name, kind, hidden, Stream.concat(dismissed.stream(), more.stream()).distinct().toList());
  }

  Chosen reconsidering(List<UUID> fewer) {
    return new Chosen(
        name, kind, hidden, dismissed.stream().filter(id -> !fewer.contains(id)).toList());
  }
}
