package florin.transactions.imports.preview;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.transactions.imports.read.FileSetting.Origin;
import florin.transactions.imports.store.StoredImport;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The accounts of a user that rows can be imported into, and those that a file's names stand for.
 */
public final class TargetAccounts {

  /** The name that stands for all names of a file which are not mapped themselves. */
  public static final String ANY = "*";

  private static final String ALL =
      """
      select a.id, coalesce(a.merged_into, a.id) as survivor, s.currency, s.closed, a.bank_name, a.own_name,
        a.official_name, a.mask
      from mirror.account a
      join mirror.account s on s.user_id = a.user_id and s.id = coalesce(a.merged_into, a.id)
      where a.user_id = :user
      order by a.id
      """;

  private final Map<UUID, Member> members = new LinkedHashMap<>();

  private TargetAccounts(List<Member> found) {
    found.forEach(member -> members.put(member.id(), member));
  }

  private record Member(
      UUID id, UUID survivor, String currency, boolean closed, List<String> names, String mask) {

    static Member read(Readable row) {
      return new Member(
          Columns.uuid(row, "id"),
          Columns.uuid(row, "survivor"),
          Columns.text(row, "currency"),
          Columns.bool(row, "closed"),
          Stream.of("own_name", "bank_name", "official_name")
              .flatMap(column -> Optional.ofNullable(row.get(column, String.class)).stream())
              .toList(),
          Optional.ofNullable(row.get("mask", String.class)).orElse(""));
    }
  }

  /** An open account. */
  public record Target(UUID id, String currency) {}

  /**
   * The account that a name in a file stands for.
   *
   * @param origin {@code NEEDED} if the user has to choose
   * @param target empty if the user has to choose, or chose to leave its rows out
   */
  public record MappedAccount(Origin origin, Optional<Target> target, boolean skipped) {}

  public static Mono<TargetAccounts> of(Session session, UUID user) {
    return session
        .sql(ALL)
        .bind("user", user)
        .map(Member::read)
        .all()
        .collectList()
        .map(TargetAccounts::new);
  }

  /** An open account by its id or that of an account that was merged into it. */
  public Optional<Target> target(UUID id) {
    return Optional.ofNullable(members.get(id))
        .filter(member -> !member.closed())
        .map(member -> new Target(member.survivor(), member.currency()));
  }

  /** The account and those that were merged into it. */
  List<UUID> membersOf(UUID survivor) {
    return members.values().stream()
        .filter(member -> member.survivor().equals(survivor))
        .map(Member::id)
        .toList();
  }

  /**
   * @param chosen accounts by name, as of {@link StoredImport#accounts}
   */
  public MappedAccount mapped(String name, Map<String, String> chosen) {
    @Nullable String value = chosen.containsKey(name) ? chosen.get(name) : chosen.get(ANY);
    if (value != null && value.equals(StoredImport.SKIP)) {
      return new MappedAccount(Origin.REMEMBERED, Optional.empty(), true);
    }
    Optional<Target> target = value == null ? Optional.empty() : target(UUID.fromString(value));
    if (target.isPresent()) {
      return new MappedAccount(Origin.REMEMBERED, target, false);
    }
    List<UUID> detected = detected(name);
    return detected.size() == 1
        ? new MappedAccount(Origin.DETECTED, target(detected.getFirst()), false)
        : new MappedAccount(Origin.NEEDED, Optional.empty(), false);
  }

  /** The account of a name that is mapped itself or detected. */
  public Optional<Target> named(String name, Map<String, String> chosen) {
    @Nullable String value = chosen.get(name);
    if (value != null) {
      return value.equals(StoredImport.SKIP) ? Optional.empty() : target(UUID.fromString(value));
    }
    List<UUID> detected = detected(name);
    return detected.size() == 1 ? target(detected.getFirst()) : Optional.empty();
  }

  private List<UUID> detected(String name) {
    if (name.isBlank()) {
      return List.of();
    }
    List<UUID> named = new ArrayList<>();
    for (Member member : members.values()) {
      boolean same =
          member.names().stream().anyMatch(one -> one.strip().equalsIgnoreCase(name.strip()));
      boolean masked = member.mask().length() >= 4 && name.strip().endsWith(member.mask());
      if ((same || masked) && !member.closed() && !named.contains(member.survivor())) {
        named.add(member.survivor());
      }
    }
    return named;
  }
}
