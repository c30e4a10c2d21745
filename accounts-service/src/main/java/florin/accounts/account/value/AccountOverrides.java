package florin.accounts.account.value;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The values that a user set on an account, beside those of its bank.
 *
 * @param name goes before the bank's
 * @param kind goes before the bank's
 * @param dismissed accounts that it is not, whatever the bank's side proposes
 */
public record AccountOverrides(
    Optional<String> name,
    Optional<AccountClassification> kind,
    boolean hidden,
    List<UUID> dismissed) {

  public static final AccountOverrides NOTHING =
      new AccountOverrides(Optional.empty(), Optional.empty(), false, List.of());

  public AccountOverrides {
    dismissed = List.copyOf(dismissed);
  }

  public AccountOverrides named(Optional<String> now) {
    return new AccountOverrides(now, kind, hidden, dismissed);
  }

  public AccountOverrides classified(Optional<AccountClassification> now) {
    return new AccountOverrides(name, now, hidden, dismissed);
  }

  public AccountOverrides hidden(boolean now) {
    return new AccountOverrides(name, kind, now, dismissed);
  }

  public AccountOverrides dismissing(List<UUID> more) {
    return new AccountOverrides(
        name, kind, hidden, Stream.concat(dismissed.stream(), more.stream()).distinct().toList());
  }

  public AccountOverrides reconsidering(List<UUID> fewer) {
    return new AccountOverrides(
        name, kind, hidden, dismissed.stream().filter(id -> !fewer.contains(id)).toList());
  }
}
