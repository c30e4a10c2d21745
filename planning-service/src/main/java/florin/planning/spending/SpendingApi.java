package florin.planning.spending;

import florin.journal.Reads;
import florin.journal.Rejection;
import florin.journal.web.Caller;
import florin.journal.web.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/safe-to-spend")
@Tag(name = "Safe to spend", description = "What can be spent without touching what is owed")
class SpendingApi {

  private final Reads reads;
  private final SpendingQueries queries;

  SpendingApi(Reads reads, SpendingQueries queries) {
    this.reads = reads;
    this.queries = queries;
  }

  @GetMapping
  @Operation(
      summary = "Works out what can be spent, with everything that was taken off and why",
      description =
          "Counted are the cash accounts that are neither hidden nor closed, and the bills of the"
              + " oldest scenario of each currency. What is paid already, as a transaction of"
              + " exactly a bill's amount shows, is not taken off again.")
  Mono<SpendingRow> show(
      Caller caller,
      @Parameter(
              schema =
                  @Schema(
                      defaultValue = "today",
                      allowableValues = {"today", "week", "until-payday"}))
          @RequestParam(defaultValue = "today")
          String mode) {
    Mode asked =
        Mode.named(mode)
            .orElseThrow(
                () ->
                    new Rejection(
                        ProblemType.INVALID_PARAMETER.code(),
                        "mode: '%s' (expected: one of %s)".formatted(mode, Mode.all()),
                        "mode"));
    return reads.as(
        caller.user(), session -> queries.spendable(session, caller.user(), caller.at(), asked));
  }
}
