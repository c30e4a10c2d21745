package florin.transactions.category;

import static florin.transactions.category.CategoryCodec.CATEGORIES;

import florin.journal.Ids;
import florin.journal.Reads;
import florin.journal.Rejection;
import florin.journal.web.Caller;
import florin.journal.web.Field;
import florin.journal.web.Page;
import florin.journal.web.Resource;
import florin.journal.web.Resources;
import florin.transactions.Names;
import florin.transactions.problem.TransactionsProblem;
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

  private final Reads reads;
  private final Resource<CategoryCommand, OwnCategory, CategoryRow> categories;

  CategoryApi(Resources resources, Reads reads) {
    this.reads = reads;
    this.categories =
        resources
            .of(
                CATEGORIES,
                "/api/categories",
                CategoryRow.class,
                CategoryRow::version,
                (session, caller, id) ->
                    Categories.used(session, caller.user())
                        .flatMap(tree -> Mono.justOrEmpty(tree.find(id))))
            .keeping(Categories::check);
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
    return categories.show(caller, id);
  }

  @PostMapping
  @Operation(summary = "Make a category of your own")
  Mono<ResponseEntity<CategoryRow>> create(Caller caller, @RequestBody NewCategory body) {
    UUID id = Ids.next();
    String name = Names.given(body.name());
    Optional<UUID> parent = Optional.ofNullable(body.parentId());
    return categories.create(
        caller,
        id,
        unit ->
            Categories.tree(unit.session(), caller.user())
                .map(
                    tree -> {
                      demandRoom(tree);
                      return new CategoryCommand.Create(
                          id, name, place(tree, id, parent), caller.at());
                    }));
  }

  private static void demandRoom(Tree tree) {
    if (tree.own() >= MOST) {
      throw new Rejection(
          TransactionsProblem.TOO_MANY_CATEGORIES,
          "categories: " + MOST + " already (expected: fewer)");
    }
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
            throw new Rejection(
                TransactionsProblem.CATEGORY_UNKNOWN, "into: '" + into + "' is not one", "/into");
          }
          if (tree.leadsTo(into, id)) {
            throw new Rejection(
                TransactionsProblem.CATEGORY_CYCLE,
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
    return categories.changeShown(
        caller, id, unit -> Categories.tree(unit.session(), caller.user()).map(wanted));
  }

  private static CategoryRow found(Tree tree, UUID id) {
    return tree.find(id).orElseThrow(() -> CATEGORIES.notFound(id));
  }

  private static CategoryRow own(Tree tree, UUID id) {
    CategoryRow row = found(tree, id);
    if (row.system()) {
      throw new Rejection(
          TransactionsProblem.SYSTEM_CATEGORY,
          "'" + row.name() + "' is the same for everybody (expected: one of your own)");
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
                TransactionsProblem.CATEGORY_UNKNOWN,
                "parentId: '" + above + "' (expected: one of /api/categories that is not archived)",
                "/parentId");
          }
          if (tree.leadsTo(survivor, id)) {
            throw new Rejection(
                TransactionsProblem.CATEGORY_CYCLE,
                "parentId: '" + above + "' (expected: neither itself nor one under it)",
                "/parentId");
          }
          return survivor;
        });
  }
}
