package florin.transactions.imports.store;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.transactions.imports.text.FileBytes;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Table {@code work.import_chunk}: the bytes of uploaded files, encrypted in parts. */
@Component
public class ImportChunks {

  /** The most bytes of a file in memory, compressed. */
  private static final long MOST_HELD = 40L * 1024 * 1024;

  /** Bytes of a part. */
  public static final int PART = 1024 * 1024;

  private static final String INSERT =
      """
      insert into work.import_chunk (user_id, import_id, part, ciphertext, created_at)
      values (:user, :import, :part, :ciphertext, clock_timestamp())
      """;

  private static final String READ =
      """
      select part, ciphertext from work.import_chunk
      where user_id = :user and import_id = :import order by part
      """;

  private static final String DELETE =
      "delete from work.import_chunk where user_id = :user and import_id = :import";

  private final ImportEncryption encryption;

  ImportChunks(ImportEncryption encryption) {
    this.encryption = encryption;
  }

  public Mono<Void> add(Session session, UUID user, UUID importId, int part, byte[] bytes) {
    byte[] sealed = encryption.of(user, importId).encrypt(bytes, place(part));
    return session
        .sql(INSERT)
        .bind("user", user)
        .bind("import", importId)
        .bind("part", part)
        .bind("ciphertext", ByteBuffer.wrap(sealed))
        .then();
  }

  /** The whole file; empty if its parts are not all stored. */
  public Mono<FileBytes> read(Session session, StoredImport stored) {
    ImportEncryption.UploadKey key = encryption.of(stored.user(), stored.id());
    return session
        .sql(READ)
        .bind("user", stored.user())
        .bind("import", stored.id())
        .map(
            row ->
                key.decrypt(Columns.bytes(row, "ciphertext"), place(Columns.integer(row, "part"))))
        .all()
        .publishOn(Schedulers.boundedElastic(), 1)
        .collect(() -> new FileBytes(stored.size()), ImportChunks::append)
        .filter(file -> file.size() == stored.size());
  }

  private static void append(FileBytes file, byte[] part) {
    file.add(part);
    if (file.held() > MOST_HELD) {
      throw UnreadableUpload.tooLarge();
    }
  }

  public static Mono<Void> delete(Session session, UUID user, UUID importId) {
    return session.sql(DELETE).bind("user", user).bind("import", importId).then();
  }

  private static String place(int part) {
    return "part " + part;
  }
}
