package florin.transactions.imports.store;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Table {@code work.import}. */
@Component
public class ImportStore {

  private static final String SAVE =
      """
      insert into work.import as i (user_id, id, version, state, file_name, size, sha256, options, accounts, reading,
          format, shape, profile_id, rows_done, rows_total, failure, change_id, result, created_at, expires_at)
      values (:user, :id, :version, :state, :name, :size, :sha256, :options, :accounts, :reading, :format, :shape,
          :profile, :done, :total, :failure, :change, :result, :created, :expires)
      on conflict (user_id, id) do update
      set version = excluded.version, state = excluded.state, options = excluded.options,
          accounts = excluded.accounts, reading = excluded.reading, format = excluded.format, shape = excluded.shape,
          profile_id = excluded.profile_id, rows_done = excluded.rows_done, rows_total = excluded.rows_total,
          failure = excluded.failure, change_id = excluded.change_id, result = excluded.result,
          attempts = case when i.rows_done = excluded.rows_done then i.attempts else 0 end
      """;

  private static final String FIND =
      """
      select i.*, f.reverted is true as reverted
      from work.import i left join imported_file f on f.user_id = i.user_id and f.id = i.id
      where i.user_id = :user
      """;

  private static final String ONE = FIND + " and i.id = :id";
  private static final String PAGE =
      FIND
          + """
           and (:first or (i.created_at, i.id) < (:created, :id))
           order by i.created_at desc, i.id desc limit :limit
          """;

  private static final String PENDING =
      """
      select count(*) as imports from work.import
      where user_id = :user and state in ('reading', 'preview', 'committing')
      """;

  private static final String DELETE = "delete from work.import where user_id = :user and id = :id";

  private final ImportEncryption encryption;

  ImportStore(ImportEncryption encryption) {
    this.encryption = encryption;
  }

  /** An import with what became of its change. */
  public record FoundImport(StoredImport stored, boolean reverted) {}

  public Mono<Void> save(Session session, StoredImport one) {
    byte[] sealed =
        encryption.of(one.user(), one.id()).encrypt(ImportJson.bytes(one.reading()), "reading");
    GenericExecuteSpec statement =
        session
            .sql(SAVE)
            .bind("user", one.user())
            .bind("id", one.id())
            .bind("version", one.version())
            .bind("state", one.state().word())
            .bind("name", one.fileName())
            .bind("size", one.size())
            .bind("sha256", one.sha256())
            .bind("options", ImportJson.text(one.options()))
            .bind("accounts", ImportJson.text(one.accounts()))
            .bind("reading", ByteBuffer.wrap(sealed))
            .bind("format", one.format())
            .bind("shape", one.shape())
            .bind("done", one.done())
            .bind("total", one.total())
            .bind("created", one.createdAt().atOffset(ZoneOffset.UTC))
            .bind("expires", one.expiresAt().atOffset(ZoneOffset.UTC));
    statement = bind(statement, "profile", UUID.class, one.profile().orElse(null));
    statement = bind(statement, "failure", String.class, one.failure().orElse(null));
    statement = bind(statement, "change", UUID.class, one.change().orElse(null));
    return bind(statement, "result", String.class, one.result().map(ImportJson::text).orElse(null))
        .then();
  }

  private static <T> GenericExecuteSpec bind(
      GenericExecuteSpec statement, String name, Class<T> type, @Nullable T value) {
    return value == null ? statement.bindNull(name, type) : statement.bind(name, value);
  }

  /** One import; empty if the user has none with this id. */
  public Mono<FoundImport> find(Session session, UUID user, UUID id) {
    return session.sql(ONE).bind("user", user).bind("id", id).map(this::read).one();
  }

  /**
   * The newest first.
   *
   * @param after time and id of the last import of the page before; empty for the first page
   */
  public Mono<List<FoundImport>> page(Session session, UUID user, List<String> after, int limit) {
    boolean first = after.isEmpty();
    Instant created = first ? Instant.EPOCH : Instant.parse(after.getFirst());
    UUID id = first ? user : UUID.fromString(after.getLast());
    return session
        .sql(PAGE)
        .bind("user", user)
        .bind("first", first)
        .bind("created", created.atOffset(ZoneOffset.UTC))
        .bind("id", id)
        .bind("limit", limit)
        .map(this::read)
        .all()
        .collectList();
  }

  /** How many imports of a user are neither committed nor failed. */
  public static Mono<Long> pending(Session session, UUID user) {
    return session.sql(PENDING).bind("user", user).map(row -> Columns.number(row, "imports")).one();
  }

  public static Mono<Void> delete(Session session, UUID user, UUID id) {
    return session.sql(DELETE).bind("user", user).bind("id", id).then();
  }

  private FoundImport read(Readable row) {
    UUID user = Columns.uuid(row, "user_id");
    UUID id = Columns.uuid(row, "id");
    StoredImport stored =
        new StoredImport(
            user,
            id,
            Columns.integer(row, "version"),
            StoredImport.State.of(Columns.text(row, "state")),
            Columns.text(row, "file_name"),
            Columns.number(row, "size"),
            Columns.text(row, "sha256"),
            texts(Columns.text(row, "options")),
            texts(Columns.text(row, "accounts")),
            reading(user, id, Columns.bytes(row, "reading")),
            Columns.text(row, "format"),
            Columns.text(row, "shape"),
            Optional.ofNullable(row.get("profile_id", UUID.class)),
            Columns.integer(row, "rows_done"),
            Columns.integer(row, "rows_total"),
            Optional.ofNullable(row.get("failure", String.class)),
            Optional.ofNullable(row.get("change_id", UUID.class)),
            Optional.ofNullable(row.get("result", String.class))
                .map(json -> ImportJson.read(json, ImportResult.class)),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "expires_at"));
    return new FoundImport(stored, Columns.bool(row, "reverted"));
  }

  private ImportedFileReading reading(UUID user, UUID id, byte[] sealed) {
    try {
      return ImportJson.read(
          encryption.of(user, id).decrypt(sealed, "reading"), ImportedFileReading.class);
    } catch (UnreadableUpload _) {
      return ImportedFileReading.NONE;
    }
  }

  static Map<String, String> texts(String json) {
    Map<?, ?> read = ImportJson.read(json, Map.class);
    Map<String, String> texts = new java.util.LinkedHashMap<>();
    read.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
    return texts;
  }
}
