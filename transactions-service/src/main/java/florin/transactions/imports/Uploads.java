package florin.transactions.imports;

import florin.journal.Commands;
import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.journal.web.Caller;
import florin.transactions.imports.preview.Previews;
import florin.transactions.imports.store.ImportChunks;
import florin.transactions.imports.store.ImportProperties;
import florin.transactions.imports.store.ImportStore;
import florin.transactions.imports.store.StoredImport;
import florin.transactions.imports.text.FileBytes;
import florin.transactions.problem.TransactionsProblem;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Receives files and stores them with their previews. */
@Component
class Uploads {

  private static final int MOST_PENDING = 100;

  private final Commands commands;
  private final ImportStore imports;
  private final ImportChunks chunks;
  private final Previews previews;
  private final ImportProperties properties;

  Uploads(
      Commands commands,
      ImportStore imports,
      ImportChunks chunks,
      Previews previews,
      ImportProperties properties) {
    this.commands = commands;
    this.imports = imports;
    this.chunks = chunks;
    this.previews = previews;
    this.properties = properties;
  }

  /** Stores all parts of a file but the last, each in a transaction of its own. */
  Mono<UploadedFile> receive(UUID user, UUID id, ServerHttpRequest request) {
    return UploadedFile.receive(
        request,
        (part, bytes) ->
            commands.run(
                user,
                unit ->
                    (part == 0 ? demandFewer(unit.session(), user) : Mono.<Void>empty())
                        .then(
                            Mono.defer(() -> chunks.add(unit.session(), user, id, part, bytes)))));
  }

  /** A repeated upload is recognised by its file; the boundary of its parts differs each time. */
  static Caller recognisedBy(Caller caller, byte[] hash) {
    return new Caller(
        caller.user(),
        caller.at(),
        caller.ifMatch(),
        caller
            .idempotency()
            .map(key -> new Caller.IdempotencyKey(key.method(), key.route(), key.key(), hash)));
  }

  /** Stores the last part; the preview too if the file is small. */
  Mono<Void> store(Session session, Caller caller, UUID id, UploadedFile file) {
    StoredImport uploaded =
        StoredImport.uploaded(
            caller.user(),
            id,
            file.name(),
            file.size(),
            HexFormat.of().formatHex(file.hash()),
            caller.at(),
            caller.at().plus(properties.kept()));
    return demandFewer(session, caller.user())
        .then(Mono.defer(() -> rest(session, caller.user(), id, file)))
        .then(
            Mono.defer(
                () ->
                    Previews.small(uploaded)
                        ? previews
                            .ofSmall(session, uploaded, FileBytes.of(file.rest()), true)
                            .then()
                        : imports.save(session, uploaded)));
  }

  private Mono<Void> rest(Session session, UUID user, UUID id, UploadedFile file) {
    byte[] rest = file.rest();
    return rest.length == 0 ? Mono.empty() : chunks.add(session, user, id, file.parts(), rest);
  }

  private static Mono<Void> demandFewer(Session session, UUID user) {
    return ImportStore.pending(session, user).doOnNext(Uploads::demandFewer).then();
  }

  private static void demandFewer(long pending) {
    if (pending >= MOST_PENDING) {
      throw new Rejection(
          TransactionsProblem.TOO_MANY_IMPORTS,
          "imports: " + pending + " in preview (expected: fewer than " + MOST_PENDING + ")");
    }
  }
}
