package florin.transactions.ledger;

import florin.events.Money;
import florin.journal.Rejection;
import florin.journal.web.Caller;
import florin.journal.web.input.Text;
import florin.transactions.category.Categories;
import florin.transactions.problem.TransactionsProblem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/transactions/{id}/splits")
@Tag(name = "Transactions")
class SplitApi {

  private static final int MOST = 100;

  private final TransactionChanges changes;

  SplitApi(TransactionChanges changes) {
    this.changes = changes;
  }

  record NewPart(
      @Nullable UUID categoryId,
      @Nullable Money amount,
      @Nullable @Text(multiLine = true) String note) {}

  record NewSplit(@Nullable List<NewPart> parts) {}

  @PutMapping
  @Operation(
      summary = "Split a transaction into parts that sum to it",
      description =
          "If the bank changes the amount later, the parts stay as they are and `splitStale` says"
              + " so.")
  Mono<ResponseEntity<TransactionRow>> split(
      Caller caller, @PathVariable UUID id, @RequestBody NewSplit body) {
    List<NewPart> given = body.parts() == null ? List.of() : body.parts();
    if (given.isEmpty() || given.size() > MOST) {
      throw new Rejection(
          TransactionsProblem.INVALID_PART_COUNT,
          "parts: " + given.size() + " (expected: 2 to " + MOST + ")",
          "/parts");
    }
    List<Part> parts = new ArrayList<>();
    for (NewPart part : given) {
      String pointer = "/parts/" + parts.size();
      Money amount = part == null ? null : part.amount();
      if (part == null || amount == null) {
        throw new Rejection(
            "invalid-request", "amount: missing (expected: money)", pointer + "/amount");
      }
      parts.add(
          new Part(
              Optional.ofNullable(part.categoryId()),
              amount,
              Edit.noted(Optional.ofNullable(part.note()))));
    }
    List<UUID> categories = parts.stream().flatMap(part -> part.category().stream()).toList();
    return changes.run(
        caller,
        id,
        unit ->
            Categories.survivors(
                    unit.session(), caller.user(), categories, category -> pointer(given, category))
                .map(survivors -> splitting(counted(parts, survivors), caller.at())));
  }

  /** To the first part in the category. */
  private static String pointer(List<NewPart> parts, UUID category) {
    int index = 0;
    while (!category.equals(parts.get(index).categoryId())) {
      index++;
    }
    return "/parts/" + index + "/categoryId";
  }

  private static List<Part> counted(List<Part> parts, Map<UUID, UUID> survivors) {
    return parts.stream()
        .map(part -> new Part(part.category().map(survivors::get), part.amount(), part.note()))
        .toList();
  }

  @DeleteMapping
  @Operation(summary = "Put a split transaction together again")
  Mono<ResponseEntity<TransactionRow>> join(Caller caller, @PathVariable UUID id) {
    return changes.run(caller, id, splitting(List.of(), caller.at()));
  }

  private static List<TransactionCommand> splitting(List<Part> parts, Instant at) {
    return List.of(new TransactionCommand.SplitInto(parts, at));
  }
}
