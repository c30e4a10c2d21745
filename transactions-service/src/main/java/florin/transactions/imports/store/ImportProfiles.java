package florin.transactions.imports.store;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Table {@code work.import_profile}: the settings that were chosen for files of the same kind. */
@Component
public class ImportProfiles {

  private static final String SAVE =
      """
      insert into work.import_profile as p (user_id, id, version, name, shape, target, format, options, accounts, used_at)
      values (:user, :id, 1, :name, :shape, :target, :format, :options, :accounts, :at)
      on conflict (user_id, shape, target) do update
      set version = p.version + 1, options = excluded.options, accounts = excluded.accounts,
          used_at = excluded.used_at
      """;

  private static final String ALL =
      """
      select * from work.import_profile
      where user_id = :user and (:first or (name, id) > (:name, :id))
      order by name, id limit :limit
      """;

  private static final String ONE =
      "select * from work.import_profile where user_id = :user and id = :id";
  private static final String OF_SHAPE =
      """
      select * from work.import_profile
      where user_id = :user and shape = :shape order by used_at desc, id limit 50
      """;
  private static final String RENAME =
      """
      update work.import_profile set name = :name, version = version + 1
      where user_id = :user and id = :id and name <> :name
      """;
  private static final String DELETE =
      "delete from work.import_profile where user_id = :user and id = :id";

  /**
   * The settings for files of one shape.
   *
   * @param options by the names of the readers
   * @param accounts the account of each name in such files
   */
  public record ImportProfile(
      UUID id,
      int version,
      String name,
      String shape,
      String format,
      Map<String, String> options,
      Map<String, String> accounts,
      Instant usedAt) {}

  /** Adds or replaces the profile of a shape and its accounts; an existing one keeps its name. */
  public Mono<Void> save(Session session, UUID user, ImportProfile profile) {
    return session
        .sql(SAVE)
        .bind("user", user)
        .bind("id", profile.id())
        .bind("name", profile.name())
        .bind("shape", profile.shape())
        .bind("target", target(profile))
        .bind("format", profile.format())
        .bind("options", ImportJson.text(profile.options()))
        .bind("accounts", ImportJson.text(profile.accounts()))
        .bind("at", profile.usedAt().atOffset(ZoneOffset.UTC))
        .then();
  }

  /** A hash of the accounts: their list can be longer than an entry of an index may be. */
  private static String target(ImportProfile profile) {
    String accounts = String.join(" ", new TreeSet<>(profile.accounts().values()));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(accounts.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public Mono<List<ImportProfile>> page(Session session, UUID user, List<String> after, int limit) {
    boolean first = after.isEmpty();
    return session
        .sql(ALL)
        .bind("user", user)
        .bind("first", first)
        .bind("name", first ? "" : after.getFirst())
        .bind("id", first ? user : UUID.fromString(after.getLast()))
        .bind("limit", limit)
        .map(ImportProfiles::read)
        .all()
        .collectList();
  }

  public Mono<ImportProfile> one(Session session, UUID user, UUID id) {
    return session.sql(ONE).bind("user", user).bind("id", id).map(ImportProfiles::read).one();
  }

  /** The profiles for files of a shape, the last used first. */
  public Mono<List<ImportProfile>> ofShape(Session session, UUID user, String shape) {
    return session
        .sql(OF_SHAPE)
        .bind("user", user)
        .bind("shape", shape)
        .map(ImportProfiles::read)
        .all()
        .collectList();
  }

  public Mono<Void> rename(Session session, UUID user, UUID id, String name) {
    return session.sql(RENAME).bind("user", user).bind("id", id).bind("name", name).then();
  }

  public Mono<Void> delete(Session session, UUID user, UUID id) {
    return session.sql(DELETE).bind("user", user).bind("id", id).then();
  }

  private static ImportProfile read(Readable row) {
    return new ImportProfile(
        Columns.uuid(row, "id"),
        Columns.integer(row, "version"),
        Columns.text(row, "name"),
        Columns.text(row, "shape"),
        Columns.text(row, "format"),
        ImportStore.texts(Columns.text(row, "options")),
        ImportStore.texts(Columns.text(row, "accounts")),
        Columns.instant(row, "used_at"));
  }
}
