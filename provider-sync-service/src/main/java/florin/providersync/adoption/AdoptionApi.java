package florin.providersync.adoption;

import florin.journal.stream.Rejection;
import florin.providersync.plaid.AdoptedBatch;
import florin.providersync.problem.ProviderSyncProblem;
import florin.providersync.provider.ProviderFailure;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Adopts items of another system. The body is in Plaid's shapes and is read by the adapter's own
 * mapper, which keeps every decimal of a JSON number.
 */
@RestController
@Tag(name = "Operation", description = "For operators only, with the operator's password")
class AdoptionApi {

  private static final String EXAMPLE =
      """
      {"user_id":"0b9c4f6e-3a52-4f0e-9d43-0d7f5f4f1c11","item_id":"item-1","access_token":"access-1",
      "institution_id":"ins_1","institution_name":"First Bank","products":["transactions"],
      "accounts":[{"account_id":"a1","name":"Checking","type":"depository","subtype":"checking",
      "balances":{"current":12.5,"iso_currency_code":"USD"}}],
      "transactions":[{"transaction_id":"t1","account_id":"a1","amount":4.25,"iso_currency_code":"USD",
      "date":"2026-05-01","name":"COFFEE","pending":false}],
      "cursor":"cursor-1","complete":true}
      """;

  private final Adoptions adoptions;

  AdoptionApi(Adoptions adoptions) {
    this.adoptions = adoptions;
  }

  @PostMapping(path = "/operate/adoptions", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Adopt a part of an item that another system has synced so far",
      description =
          """
          The accounts of the item are in every part. Transactions, holdings and investment
          transactions that are not published yet are published as facts of a sync; the same part
          may be sent again. The part with `complete` sets the cursor: from then on the item is
          synced, and further parts change nothing.
          """)
  Mono<AdoptionResponse> adopt(
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              description = "The part, in Plaid's shapes and signs.",
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(type = "object"),
                      examples = @ExampleObject(EXAMPLE)))
          @RequestBody
          byte[] body) {
    return Mono.fromCallable(() -> AdoptedBatch.read(body))
        .onErrorMap(ProviderFailure.class, AdoptionApi::invalid)
        .flatMap(adoptions::adopt);
  }

  private static Rejection invalid(ProviderFailure unfit) {
    return new Rejection(
        ProviderSyncProblem.INVALID_ADOPTION,
        "body: %s (expected: a part of an item in Plaid's shapes)".formatted(unfit.getMessage()));
  }
}
