package florin.planning.minimum;

import static florin.planning.minimum.MinimumPaymentSettingsCodec.MINIMUM_PAYMENT_SETTINGS;

import florin.journal.database.DatabaseReads;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.field.FieldChecks;
import florin.planning.minimum.MinimumPaymentQueries.MinimumPaymentSettingsResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/safe-to-spend/settings")
@Tag(name = "Safe to spend")
class MinimumPaymentApi {

  private final ApiCommands commands;
  private final DatabaseReads reads;

  MinimumPaymentApi(ApiCommands commands, DatabaseReads reads) {
    this.commands = commands;
    this.reads = reads;
  }

  @Schema(requiredProperties = "minimumPayments")
  record ReplaceSafeToSpendSettingsRequest(
      @Schema(description = "Whether minimum payments of debts are subtracted; needed")
          @Nullable Boolean minimumPayments) {}

  @GetMapping
  @Operation(
      summary = "Which optional amounts safe-to-spend subtracts",
      description = "The buffer and spendFromSavings are settings of the user: GET /api/users/me.")
  Mono<ResponseEntity<MinimumPaymentSettingsResponse>> settings(Caller caller) {
    return reads
        .read(caller.user(), session -> MinimumPaymentQueries.settings(session, caller.user()))
        .map(found -> CommandResponse.found(found, found.version()));
  }

  @PutMapping
  @Operation(
      summary = "Replace the settings",
      description =
          "With minimumPayments, the minimum payment of each debt that its bank reports is"
              + " subtracted until it is paid. It is left out if a bill that counts has the"
              + " account of the debt, or follows a series of payments to it.")
  Mono<ResponseEntity<MinimumPaymentSettingsResponse>> replaceSettings(
      Caller caller, @RequestBody ReplaceSafeToSpendSettingsRequest body) {
    MinimumPaymentSettings wanted =
        new MinimumPaymentSettings(FieldChecks.required(body.minimumPayments(), "minimumPayments"));
    UUID id = MinimumPaymentSettings.id(caller.user());
    return commands.run(
        caller,
        MinimumPaymentSettingsResponse.class,
        unit ->
            unit.load(MINIMUM_PAYMENT_SETTINGS, MINIMUM_PAYMENT_SETTINGS.id(caller.user(), id))
                .doOnNext(
                    stream ->
                        caller.decide(
                            unit,
                            MINIMUM_PAYMENT_SETTINGS,
                            stream,
                            new MinimumPaymentSettings.Change(wanted, caller.at())))
                .then(unit.project())
                .then(
                    Mono.defer(() -> MinimumPaymentQueries.settings(unit.session(), caller.user())))
                .map(row -> CommandResponse.ok(row, row.version())));
  }
}
