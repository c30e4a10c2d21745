package florin.transactions.category;

import florin.journal.Ids;
import florin.journal.Reads;
import florin.journal.Rejection;
import florin.journal.StreamId;
import florin.journal.UnitOfWork;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.Field;
import florin.journal.web.Page;
import florin.journal.web.Reply;
import florin.transactions.Names;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/categories")
@Tag(name = "Categories")
class CategoryApi {

  private static final int MOST = 1_000;

  private final ApiCommands commands;
  private final Reads reads;

  CategoryApi(ApiCommands commands, Reads reads) {
    this.commands = commands;
    this.reads = reads;
    var unused = SystemCategories.all(); // comes from a file, which no request may wait for
  }

  /** A category of one's own; under one of the system's, one's own, or none. */
  record NewCategory(@Nullable String name, @Nullable UUID parentId) {}

  /** {@code null} as the parent moves it to the top. */
  record CategoryEdit(
      @Schema(types = {"string"}) Field<String> name,
      @Schema(
              types = {"string", "null"},
              format = "uuid")
          Field<UUID> parentId) {}

  record CategoryMerge(@Nullable UUID into) {}

  @GetMapping
  @Operation(summary = "The category tree, parents before their children")
  Mono<Page<CategoryRow>> list(Caller caller) {
    return reads
        .as(caller.user(), session -> Categories.used(session, caller.user()))
        .map(tree -> new Page<>(tree.inOrder(), null));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One category")
  Mono<ResponseEntity<CategoryRow>> one(Caller caller, @PathVariable UUID id) {
    return reads
        .as(caller.user(), session -> Categories.used(session, caller.user()))
        .map(tree -> found(tree, id))
        .map(row -> Reply.found(row, row.version()));
  }

  @PostMapping
  @Operation(summary = "Make a category of your own")
  Mono<ResponseEntity<CategoryRow>> create(Caller caller, @RequestBody NewCategory body) {
    UUID id = Ids.next();
    String name = Names.given(body.name());
    Optional<UUID> parent = Optional.ofNullable(body.parentId());
    return commands.run(
        caller,
        CategoryRow.class,
        unit ->
            Categories.tree(unit.session(), caller.user())
                .map(
                    tree -> {
                      if (tree.own() >= MOST) {
                        throw new Rejection(
                            "rejected", "categories: " + MOST + " already (expected: fewer)");
                      }
                      return new CategoryCommand.Create(
                          id, name, place(tree, id, parent), caller.at());
                    })
                .flatMap(create -> decide(unit, caller, id, List.of(create)))
                .map(row -> Reply.created(row, row.version(), "/api/categories/" + id)));
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Rename or move a category of your own")
  Mono<ResponseEntity<CategoryRow>> edit(
      Caller caller, @PathVariable UUID id, @RequestBody CategoryEdit body) {
    Optional<String> renamed =
        body.name().present()
            ? Optional.of(Names.given(body.name().value().orElse(null)))
            : Optional.empty();
    return change(
        caller,
        id,
        tree -> {
          own(tree, id);
          List<CategoryCommand> wanted = new ArrayList<>();
          renamed.ifPresent(to -> wanted.add(new CategoryCommand.Rename(id, to, caller.at())));
          if (body.parentId().present()) {
            Optional<UUID> parent = place(tree, id, body.parentId().value());
            wanted.add(new CategoryCommand.Move(id, parent, caller.at()));
          }
          return wanted;
        });
  }

  @PostMapping("/{id}/merge")
  @Operation(
      summary = "Count this category's transactions as another's, which can be taken back",
      description = "No transaction is rewritten; `unmerge` brings back what was there before.")
  Mono<ResponseEntity<CategoryRow>> merge(
      Caller caller, @PathVariable UUID id, @RequestBody CategoryMerge body) {
    UUID into = body.into();
    if (into == null) {
      throw new Rejection("invalid-request", "into: missing (expected: a category)", "/into");
    }
    return change(
        caller,
        id,
        tree -> {
          own(tree, id);
          if (tree.find(into).isEmpty()) {
            throw new Rejection("category-unknown", "into: '" + into + "' is not one", "/into");
          }
          if (tree.leadsTo(into, id)) {
            throw new Rejection(
                "rejected",
                "into: '"
                    + into
                    + "' (expected: neither itself nor one under it or merged into it)",
                "/into");
          }
          return List.of(new CategoryCommand.Merge(id, tree.survivor(into), caller.at()));
        });
  }

  @PostMapping("/{id}/unmerge")
  @Operation(summary = "Let a merged category stand for itself again")
  Mono<ResponseEntity<CategoryRow>> unmerge(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new CategoryCommand.Unmerge(id, caller.at()));
  }

  @PostMapping("/{id}/archive")
  @Operation(summary = "No longer offer a category; its transactions keep it")
  Mono<ResponseEntity<CategoryRow>> archive(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new CategoryCommand.Archive(id, caller.at()));
  }

  @DeleteMapping("/{id}")
  @Operation(summary = "The same as archiving: nothing that was is forgotten")
  Mono<ResponseEntity<CategoryRow>> remove(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new CategoryCommand.Archive(id, caller.at()));
  }

  @PostMapping("/{id}/unarchive")
  @Operation(summary = "Offer an archived category again")
  Mono<ResponseEntity<CategoryRow>> unarchive(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new CategoryCommand.Unarchive(id, caller.at()));
  }

  private Mono<ResponseEntity<CategoryRow>> change(
      Caller caller, UUID id, CategoryCommand command) {
    return change(
        caller,
        id,
        tree -> {
          own(tree, id);
          return List.of(command);
        });
  }

  private Mono<ResponseEntity<CategoryRow>> change(
      Caller caller, UUID id, Function<Tree, List<CategoryCommand>> wanted) {
    return commands.run(
        caller,
        CategoryRow.class,
        unit ->
            Categories.tree(unit.session(), caller.user())
                .map(wanted)
                .flatMap(commandsOfIt -> decide(unit, caller, id, commandsOfIt))
                .map(row -> Reply.ok(row, row.version())));
  }

  private static Mono<CategoryRow> decide(
      UnitOfWork unit, Caller caller, UUID id, List<CategoryCommand> wanted) {
    return unit.load(OwnCategory.DECIDER, new StreamId(caller.user(), OwnCategory.STREAM, id))
        .map(found -> caller.decideAll(unit, OwnCategory.DECIDER, found, wanted))
        .then(unit.project())
        .then(Mono.defer(() -> Categories.used(unit.session(), caller.user())))
        .doOnNext(tree -> tree.demandDistinctNames(List.of(id)))
        .map(tree -> found(tree, id));
  }

  private static CategoryRow found(Tree tree, UUID id) {
    return tree.find(id)
        .orElseThrow(() -> new Rejection("not-found", "There is no such category."));
  }

  private static CategoryRow own(Tree tree, UUID id) {
    CategoryRow row = found(tree, id);
    if (row.system()) {
      throw new Rejection(
          "rejected", "'" + row.name() + "' is the same for everybody (expected: one of your own)");
    }
    return row;
  }

  /** The parent that is meant: of a merged one its survivor. */
  private static Optional<UUID> place(Tree tree, UUID id, Optional<UUID> parent) {
    return parent.map(
        above -> {
          UUID survivor = tree.survivor(above);
          if (tree.find(survivor).filter(CategoryRow::open).isEmpty()) {
            throw new Rejection(
                "category-unknown",
                "parentId: '" + above + "' (expected: one of /api/categories that is not archived)",
                "/parentId");
          }
          if (tree.leadsTo(survivor, id)) {
            throw new Rejection(
                "rejected",
                "parentId: '" + above + "' (expected: neither itself nor one under it)",
                "/parentId");
          }
          return survivor;
        });
  }
}
