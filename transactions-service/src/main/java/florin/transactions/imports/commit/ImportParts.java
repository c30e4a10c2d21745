package florin.transactions.imports.commit;

import florin.journal.Commands;
import florin.journal.UnitOfWork;
import florin.transactions.imports.store.ImportStore;
import florin.transactions.imports.store.StoredImport;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Changes an import part by part, each part in a transaction of its own. */
@Component
class ImportParts {

  private final ImportStore imports;
  private final Commands commands;

  ImportParts(ImportStore imports, Commands commands) {
    this.imports = imports;
    this.commands = commands;
  }

  /**
   * Runs parts until one was the last, or until the import does not fit the condition any more.
   *
   * @param part returns whether another one follows
   */
  Mono<Void> each(
      UUID user,
      UUID id,
      Predicate<StoredImport> condition,
      BiFunction<UnitOfWork, StoredImport, Mono<Boolean>> part) {
    return Mono.defer(() -> next(user, id, condition, part))
        .repeat(() -> true)
        .takeUntil(more -> !more)
        .then();
  }

  private Mono<Boolean> next(
      UUID user,
      UUID id,
      Predicate<StoredImport> condition,
      BiFunction<UnitOfWork, StoredImport, Mono<Boolean>> part) {
    return commands
        .run(
            user,
            unit ->
                imports
                    .find(unit.session(), user, id)
                    .map(ImportStore.FoundImport::stored)
                    .filter(condition)
                    .flatMap(stored -> part.apply(unit, stored)))
        .defaultIfEmpty(false);
  }
}
