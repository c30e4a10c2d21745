package florin.transactions.merchant;

import static florin.transactions.merchant.MerchantCodec.MERCHANTS;

import florin.journal.stream.Ids;
import florin.journal.stream.Rejection;
import florin.journal.web.Caller;
import florin.journal.web.Page;
import florin.journal.web.PatchField;
import florin.journal.web.Resource;
import florin.journal.web.Resources;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.validation.NameChecks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
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
@RequestMapping("/api/merchants")
@Tag(name = "Merchants")
class MerchantApi {

  private final Resources resources;
  private final MerchantQueries merchantQueries;
  private final Resource<MerchantCommand, Merchant, MerchantResponse> resource;

  MerchantApi(Resources resources, MerchantQueries merchantQueries) {
    this.resources = resources;
    this.merchantQueries = merchantQueries;
    this.resource =
        resources
            .of(
                MERCHANTS,
                "/api/merchants",
                MerchantResponse.class,
                MerchantResponse::version,
                (session, caller, id) -> merchantQueries.one(session, caller.user(), id))
            .keeping(MerchantNames::check);
  }

  @Schema(requiredProperties = "name")
  record CreateMerchantRequest(@Nullable String name) {}

  /** {@code null} gives back the provider's name. */
  @Schema(requiredProperties = "name")
  record UpdateMerchantRequest(@Schema(types = {"string", "null"}) PatchField<String> name) {}

  @Schema(requiredProperties = "into")
  record MergeMerchantRequest(@Nullable UUID into) {}

  @GetMapping
  @Operation(
      summary = "Merchants, those used most first; `q` is how a name begins",
      description =
          "What is merged or archived is not listed; a merged one's name finds the other.")
  Mono<Page<MerchantResponse>> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    String prefix = q == null ? "" : MerchantName.slug(q);
    return resources.page(
        caller,
        "merchants/" + prefix,
        limit,
        cursor,
        (session, after, rows) -> merchantQueries.list(session, caller.user(), prefix, after, rows),
        MerchantQueries::place);
  }

  @GetMapping("/{id}")
  @Operation(summary = "One merchant, merged and archived or not")
  Mono<ResponseEntity<MerchantResponse>> one(Caller caller, @PathVariable UUID id) {
    return resource.show(caller, id);
  }

  @PostMapping
  @Operation(summary = "Add a merchant to those your banks name")
  Mono<ResponseEntity<MerchantResponse>> create(
      Caller caller, @RequestBody CreateMerchantRequest body) {
    UUID id = Ids.next();
    String name = NameChecks.name(body.name());
    return resource.create(caller, id, new MerchantCommand.Create(id, name, caller.at()));
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Call a merchant what you like; `null` gives back the bank's name")
  Mono<ResponseEntity<MerchantResponse>> edit(
      Caller caller, @PathVariable UUID id, @RequestBody UpdateMerchantRequest body) {
    if (!body.name().present()) {
      throw new Rejection("invalid-request", "name: missing (expected: a name or null)", "/name");
    }
    Optional<String> name = body.name().value().map(NameChecks::name);
    return change(caller, id, new MerchantCommand.Rename(id, name, caller.at()));
  }

  @PostMapping("/{id}/merge")
  @Operation(summary = "Count this merchant's transactions as another's, which can be taken back")
  Mono<ResponseEntity<MerchantResponse>> merge(
      Caller caller, @PathVariable UUID id, @RequestBody MergeMerchantRequest body) {
    UUID into = body.into();
    if (into == null) {
      throw new Rejection("invalid-request", "into: missing (expected: a merchant)", "/into");
    }
    return resource.changeShown(
        caller,
        id,
        unit ->
            merchantQueries
                .one(unit.session(), caller.user(), id)
                .then(merchantQueries.chain(unit.session(), caller.user(), into))
                .doOnNext(chain -> demandOther(id, into, chain))
                .then(
                    Mono.defer(
                        () ->
                            MerchantQueries.survivors(
                                unit.session(), caller.user(), List.of(into), "/into")))
                .map(survivors -> Objects.requireNonNull(survivors.get(into)))
                .map(survivor -> List.of(new MerchantCommand.Merge(id, survivor, caller.at()))));
  }

  private static void demandOther(UUID id, UUID into, List<UUID> chain) {
    if (chain.contains(id)) {
      throw new Rejection(
          TransactionsProblem.MERCHANT_CYCLE,
          "into: '" + into + "' (expected: neither itself nor one merged into it)",
          "/into");
    }
  }

  @PostMapping("/{id}/unmerge")
  @Operation(summary = "Let a merged merchant stand for itself again")
  Mono<ResponseEntity<MerchantResponse>> unmerge(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new MerchantCommand.Unmerge(id, caller.at()));
  }

  @PostMapping("/{id}/archive")
  @Operation(summary = "No longer offer a merchant; its transactions keep it")
  Mono<ResponseEntity<MerchantResponse>> archive(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new MerchantCommand.Archive(id, caller.at()));
  }

  @PostMapping("/{id}/unarchive")
  @Operation(summary = "Offer an archived merchant again")
  Mono<ResponseEntity<MerchantResponse>> unarchive(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new MerchantCommand.Unarchive(id, caller.at()));
  }

  private Mono<ResponseEntity<MerchantResponse>> change(
      Caller caller, UUID id, MerchantCommand command) {
    return resource.changeShown(
        caller,
        id,
        unit ->
            merchantQueries.one(unit.session(), caller.user(), id).thenReturn(List.of(command)));
  }
}
