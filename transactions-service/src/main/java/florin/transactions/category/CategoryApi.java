package florin.transactions.category;

import florin.journal.web.Caller;
import florin.journal.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/categories")
@Tag(name = "Categories")
class CategoryApi {

  /** A category on the wire. */
  record Row(UUID id, String label, String name, @Nullable UUID parentId, boolean system) {
    static Row of(Category category) {
      return new Row(
          category.id(), category.label(), category.name(), category.parentId().orElse(null), true);
    }
  }

  /** Made at the start, because the tree is read from a file. */
  private final Page<Row> tree =
      new Page<>(SystemCategories.all().stream().map(Row::of).toList(), null);

  @GetMapping
  @Operation(summary = "The category tree, parents before their children")
  Mono<Page<Row>> list(Caller caller) {
    return Mono.just(tree);
  }
}
