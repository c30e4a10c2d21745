package florin.transactions.edit;

import florin.events.Money;
import florin.journal.stream.Rejection;
import florin.journal.web.Caller;
import florin.journal.web.input.Text;
import florin.transactions.category.CategoryQueries;
import florin.transactions.list.TransactionResponse;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.transaction.TransactionCommand;
import florin.transactions.transaction.value.SplitPart;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
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

  private final TransactionCommandRunner changes;

  SplitApi(TransactionCommandRunner changes) {
    this.changes = changes;
  }

  @Schema(requiredProperties = "amount")
  record SplitPartRequest(
      @Nullable UUID categoryId,
      @Nullable Money amount,
      @Nullable @Text(multiLine = true) String note) {}

  @Schema(requiredProperties = "parts")
  record SplitRequest(@Nullable List<SplitPartRequest> parts) {}

  @PutMapping
  @Operation(
      summary = "Split a transaction into parts that sum to it",
      description =
          "If the bank changes the amount later, the parts stay as they are and `splitStale` says"
              + " so.")
  Mono<ResponseEntity<TransactionResponse>> split(
      Caller caller, @PathVariable UUID id, @RequestBody SplitRequest body) {
    List<SplitPartRequest> given = body.parts() == null ? List.of() : body.parts();
    if (given.isEmpty() || given.size() > MOST) {
      throw new Rejection(
          TransactionsProblem.INVALID_PART_COUNT,
          "parts: " + given.size() + " (expected: 2 to " + MOST + ")",
          "/parts");
    }
    List<SplitPart> parts = new ArrayList<>();
    for (SplitPartRequest part : given) {
      String pointer = "/parts/" + parts.size();
      Money amount = part == null ? null : part.amount();
      if (part == null || amount == null) {
        throw new Rejection(
            "invalid-request", "amount: missing (expected: money)", pointer + "/amount");
      }
      parts.add(
          new SplitPart(
              Optional.ofNullable(part.categoryId()),
              amount,
              TransactionPatch.normalisedNote(Optional.ofNullable(part.note()))));
    }
    List<UUID> categories =
        parts.stream().flatMap(splitPart -> splitPart.category().stream()).toList();
    return changes.run(
        caller,
        id,
        unit ->
            CategoryQueries.survivors(
                    unit.session(), caller.user(), categories, category -> pointer(given, category))
                .map(survivors -> splitting(counted(parts, survivors), caller.at())));
  }

  /** To the first part in the category. */
  private static String pointer(List<SplitPartRequest> parts, UUID category) {
    int index = 0;
    while (!category.equals(parts.get(index).categoryId())) {
      index++;
    }
    return "/parts/" + index + "/categoryId";
  }

  private static List<SplitPart> counted(List<SplitPart> parts, Map<UUID, UUID> survivors) {
    return parts.stream()
        .map(
            splitPart ->
                new SplitPart(
                    splitPart.category().map(survivors::get), splitPart.amount(), splitPart.note()))
        .toList();
  }

  @DeleteMapping
  @Operation(summary = "Put a split transaction together again")
  Mono<ResponseEntity<TransactionResponse>> join(Caller caller, @PathVariable UUID id) {
    return changes.run(caller, id, splitting(List.of(), caller.at()));
  }

  private static List<TransactionCommand> splitting(List<SplitPart> parts, Instant at) {
    return List.of(new TransactionCommand.SplitInto(parts, at));
  }
}
