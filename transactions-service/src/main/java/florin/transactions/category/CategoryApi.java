package florin.transactions.category;

import static florin.transactions.category.CategoryCodec.CATEGORIES;

import florin.journal.database.DatabaseReads;
import florin.journal.stream.Ids;
import florin.journal.stream.Rejection;
import florin.journal.web.Caller;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.journal.web.PatchField;
import florin.journal.web.Resource;
import florin.journal.web.Resources;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.validation.NameChecks;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/categories")
@Tag(name = "Categories")
class CategoryApi {

  private static final int MOST = 1_000;

  private final DatabaseReads reads;
  private final Cursors cursors;
  private final Resource<CategoryCommand, UserCategory, CategoryResponse> categories;

  CategoryApi(Resources resources, DatabaseReads reads, Cursors cursors) {
    this.reads = reads;
    this.cursors = cursors;
    this.categories =
        resources
            .of(
                CATEGORIES,
                "/api/categories",
                CategoryResponse.class,
                CategoryResponse::version,
                (session, caller, id) ->
                    CategoryQueries.used(session, caller.user())
                        .flatMap(categoryTree -> Mono.justOrEmpty(categoryTree.find(id))))
            .keeping(CategoryQueries::check);
    var _ = SystemCategories.all(); // comes from a file, which no request may wait for
  }

  /** A category of one's own; under one of the system's, one's own, or none. */
  @Schema(requiredProperties = "name")
  record CreateCategoryRequest(@Nullable String name, @Nullable UUID parentId) {}

  /** {@code null} as the parent moves it to the top. */
  record UpdateCategoryRequest(
      @Schema(types = {"string"}) PatchField<String> name,
      @Schema(
              types = {"string", "null"},
              format = "uuid")
          PatchField<UUID> parentId) {}

  @Schema(requiredProperties = "into")
  record MergeCategoryRequest(@Nullable UUID into) {}

  @GetMapping
  @Operation(summary = "The category tree, parents before their children")
  Mono<Page<CategoryResponse>> list(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return reads
        .read(caller.user(), session -> CategoryQueries.used(session, caller.user()))
        .map(
            categoryTree ->
                cursors.part(
                    "categories " + caller.user(),
                    categoryTree.inOrder(),
                    limit,
                    cursor,
                    category -> category.id().toString()));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One category")
  Mono<ResponseEntity<CategoryResponse>> one(Caller caller, @PathVariable UUID id) {
    return categories.show(caller, id);
  }

  @PostMapping
  @Operation(summary = "Make a category of your own")
  Mono<ResponseEntity<CategoryResponse>> create(
      Caller caller, @RequestBody CreateCategoryRequest body) {
    UUID id = Ids.next();
    String name = NameChecks.name(body.name());
    Optional<UUID> parent = Optional.ofNullable(body.parentId());
    return categories.create(
        caller,
        id,
        unit ->
            CategoryQueries.tree(unit.session(), caller.user())
                .map(
                    categoryTree -> {
                      demandRoom(categoryTree);
                      return new CategoryCommand.Create(
                          id, name, place(categoryTree, id, parent), caller.at());
                    }));
  }

  private static void demandRoom(CategoryTree categoryTree) {
    if (categoryTree.userCategoryCount() >= MOST) {
      throw new Rejection(
          TransactionsProblem.TOO_MANY_CATEGORIES,
          "categories: " + MOST + " already (expected: fewer)");
    }
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Rename or move a category of your own")
  Mono<ResponseEntity<CategoryResponse>> edit(
      Caller caller, @PathVariable UUID id, @RequestBody UpdateCategoryRequest body) {
    Optional<String> renamed =
        body.name().present()
            ? Optional.of(NameChecks.name(body.name().value().orElse(null)))
            : Optional.empty();
    return change(
        caller,
        id,
        categoryTree -> {
          own(categoryTree, id);
          List<CategoryCommand> wanted = new ArrayList<>();
          renamed.ifPresent(to -> wanted.add(new CategoryCommand.Rename(id, to, caller.at())));
          if (body.parentId().present()) {
            Optional<UUID> parent = place(categoryTree, id, body.parentId().value());
            wanted.add(new CategoryCommand.Move(id, parent, caller.at()));
          }
          return wanted;
        });
  }

  @PostMapping("/{id}/merge")
  @Operation(
      summary = "Count this category's transactions as another's, which can be taken back",
      description = "No transaction is rewritten; `unmerge` brings back what was there before.")
  Mono<ResponseEntity<CategoryResponse>> merge(
      Caller caller, @PathVariable UUID id, @RequestBody MergeCategoryRequest body) {
    UUID into = body.into();
    if (into == null) {
      throw new Rejection("invalid-request", "into: missing (expected: a category)", "/into");
    }
    return change(
        caller,
        id,
        categoryTree -> {
          own(categoryTree, id);
          if (categoryTree.find(into).isEmpty()) {
            throw new Rejection(
                TransactionsProblem.CATEGORY_UNKNOWN, "into: '" + into + "' is not one", "/into");
          }
          if (categoryTree.leadsTo(into, id)) {
            throw new Rejection(
                TransactionsProblem.CATEGORY_CYCLE,
                "into: '"
                    + into
                    + "' (expected: neither itself nor one under it or merged into it)",
                "/into");
          }
          return List.of(new CategoryCommand.Merge(id, categoryTree.survivor(into), caller.at()));
        });
  }

  @PostMapping("/{id}/unmerge")
  @Operation(summary = "Let a merged category stand for itself again")
  Mono<ResponseEntity<CategoryResponse>> unmerge(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new CategoryCommand.Unmerge(id, caller.at()));
  }

  @PostMapping("/{id}/archive")
  @Operation(summary = "No longer offer a category; its transactions keep it")
  Mono<ResponseEntity<CategoryResponse>> archive(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new CategoryCommand.Archive(id, caller.at()));
  }

  @DeleteMapping("/{id}")
  @Operation(summary = "The same as archiving: nothing that was is forgotten")
  Mono<ResponseEntity<CategoryResponse>> remove(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new CategoryCommand.Archive(id, caller.at()));
  }

  @PostMapping("/{id}/unarchive")
  @Operation(summary = "Offer an archived category again")
  Mono<ResponseEntity<CategoryResponse>> unarchive(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new CategoryCommand.Unarchive(id, caller.at()));
  }

  private Mono<ResponseEntity<CategoryResponse>> change(
      Caller caller, UUID id, CategoryCommand command) {
    return change(
        caller,
        id,
        categoryTree -> {
          own(categoryTree, id);
          return List.of(command);
        });
  }

  private Mono<ResponseEntity<CategoryResponse>> change(
      Caller caller, UUID id, Function<CategoryTree, List<CategoryCommand>> wanted) {
    return categories.changeShown(
        caller, id, unit -> CategoryQueries.tree(unit.session(), caller.user()).map(wanted));
  }

  private static CategoryResponse found(CategoryTree categoryTree, UUID id) {
    return categoryTree.find(id).orElseThrow(() -> CATEGORIES.notFound(id));
  }

  private static CategoryResponse own(CategoryTree categoryTree, UUID id) {
    CategoryResponse row = found(categoryTree, id);
    if (row.system()) {
      throw new Rejection(
          TransactionsProblem.SYSTEM_CATEGORY,
          "'" + row.name() + "' is the same for everybody (expected: one of your own)");
    }
    return row;
  }

  /** The parent that is meant: of a merged one its survivor. */
  private static Optional<UUID> place(CategoryTree categoryTree, UUID id, Optional<UUID> parent) {
    return parent.map(
        above -> {
          UUID survivor = categoryTree.survivor(above);
          if (categoryTree.find(survivor).filter(CategoryResponse::open).isEmpty()) {
            throw new Rejection(
                TransactionsProblem.CATEGORY_UNKNOWN,
                "parentId: '" + above + "' (expected: one of /api/categories that is not archived)",
                "/parentId");
          }
          if (categoryTree.leadsTo(survivor, id)) {
            throw new Rejection(
                TransactionsProblem.CATEGORY_CYCLE,
                "parentId: '" + above + "' (expected: neither itself nor one under it)",
                "/parentId");
          }
          return survivor;
        });
  }
}
