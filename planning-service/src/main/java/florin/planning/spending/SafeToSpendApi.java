package florin.planning.spending;

import florin.journal.database.DatabaseReads;
import florin.journal.stream.Rejection;
import florin.journal.web.Caller;
import florin.journal.web.problem.ProblemType;
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
@Tag(
    name = "Safe to spend",
    description = "The money that can be spent without touching what is owed")
class SafeToSpendApi {

  private final DatabaseReads reads;
  private final SafeToSpendQueries queries;

  SafeToSpendApi(DatabaseReads reads, SafeToSpendQueries queries) {
    this.reads = reads;
    this.queries = queries;
  }

  @GetMapping
  @Operation(
      summary = "Shows how much can be spent, with everything that was subtracted and why",
      description =
          "Counted are the accounts of type depository that are neither hidden nor closed; those"
              + " of subtype savings, money market, cd and hsa only if the user's setting"
              + " spendFromSavings is on. Bills are those of the active scenario of each currency."
              + " A bill is not subtracted if a payment settles it: an amount that differs by at"
              + " most one percent, from the bill's account, or, for a bill without one, with the"
              + " bill's category or its name in the text; a few days before it is due or later."
              + " One payment settles one bill once. Transfers settle none. Minimum payments of"
              + " debts are subtracted if the settings include them.")
  Mono<SafeToSpendResponse> show(
      Caller caller,
      @Parameter(
              description =
                  "today: bills due today are subtracted and those until the payday reserved, so"
                      + " total is what is left until then; week: bills of seven days;"
                      + " until-payday: bills until the payday",
              schema =
                  @Schema(
                      defaultValue = "today",
                      allowableValues = {"today", "week", "until-payday"}))
          @RequestParam(defaultValue = "today")
          String mode) {
    SpendingHorizon asked =
        SpendingHorizon.named(mode)
            .orElseThrow(
                () ->
                    new Rejection(
                        ProblemType.INVALID_PARAMETER.code(),
                        "mode: '%s' (expected: one of %s)".formatted(mode, SpendingHorizon.all()),
                        "mode"));
    return reads.read(
        caller.user(), session -> queries.spendable(session, caller.user(), caller.at(), asked));
  }
}
