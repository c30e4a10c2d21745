package florin.transactions.merchant;

import static florin.transactions.merchant.MerchantCodec.MERCHANTS;

import florin.journal.Ids;
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
  private final Merchants merchants;
  private final Resource<MerchantCommand, Merchant, MerchantRow> resource;

  MerchantApi(Resources resources, Merchants merchants) {
    this.resources = resources;
    this.merchants = merchants;
    this.resource =
        resources
            .of(
                MERCHANTS,
                "/api/merchants",
                MerchantRow.class,
                MerchantRow::version,
                (session, caller, id) -> merchants.one(session, caller.user(), id))
            .keeping(MerchantNames::check);
  }

  record NewMerchant(@Nullable String name) {}

  /** {@code null} gives back the provider's name. */
  record MerchantEdit(@Schema(types = {"string", "null"}) Field<String> name) {}

  record MerchantMerge(@Nullable UUID into) {}

  @GetMapping
  @Operation(
      summary = "Merchants, those used most first; `q` is how a name begins",
      description =
          "What is merged or archived is not listed; a merged one's name finds the other.")
  Mono<Page<MerchantRow>> list(
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
        (session, after, rows) -> merchants.list(session, caller.user(), prefix, after, rows),
        Merchants::place);
  }

  @GetMapping("/{id}")
  @Operation(summary = "One merchant, merged and archived or not")
  Mono<ResponseEntity<MerchantRow>> one(Caller caller, @PathVariable UUID id) {
    return resource.show(caller, id);
  }

  @PostMapping
  @Operation(summary = "Add a merchant to those your banks name")
  Mono<ResponseEntity<MerchantRow>> create(Caller caller, @RequestBody NewMerchant body) {
    UUID id = Ids.next();
    String name = Names.given(body.name());
    return resource.create(caller, id, new MerchantCommand.Create(id, name, caller.at()));
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Call a merchant what you like; `null` gives back the bank's name")
  Mono<ResponseEntity<MerchantRow>> edit(
      Caller caller, @PathVariable UUID id, @RequestBody MerchantEdit body) {
    if (!body.name().present()) {
      throw new Rejection("invalid-request", "name: missing (expected: a name or null)", "/name");
    }
    Optional<String> name = body.name().value().map(Names::given);
    return change(caller, id, new MerchantCommand.Rename(id, name, caller.at()));
  }

  @PostMapping("/{id}/merge")
  @Operation(summary = "Count this merchant's transactions as another's, which can be taken back")
  Mono<ResponseEntity<MerchantRow>> merge(
      Caller caller, @PathVariable UUID id, @RequestBody MerchantMerge body) {
    UUID into = body.into();
    if (into == null) {
      throw new Rejection("invalid-request", "into: missing (expected: a merchant)", "/into");
    }
    return resource.changeShown(
        caller,
        id,
        unit ->
            merchants
                .one(unit.session(), caller.user(), id)
                .then(merchants.chain(unit.session(), caller.user(), into))
                .doOnNext(chain -> demandOther(id, into, chain))
                .then(
                    Mono.defer(
                        () ->
                            Merchants.survivors(
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
  Mono<ResponseEntity<MerchantRow>> unmerge(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new MerchantCommand.Unmerge(id, caller.at()));
  }

  @PostMapping("/{id}/archive")
  @Operation(summary = "No longer offer a merchant; its transactions keep it")
  Mono<ResponseEntity<MerchantRow>> archive(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new MerchantCommand.Archive(id, caller.at()));
  }

  @PostMapping("/{id}/unarchive")
  @Operation(summary = "Offer an archived merchant again")
  Mono<ResponseEntity<MerchantRow>> unarchive(Caller caller, @PathVariable UUID id) {
    return change(caller, id, new MerchantCommand.Unarchive(id, caller.at()));
  }

  private Mono<ResponseEntity<MerchantRow>> change(
      Caller caller, UUID id, MerchantCommand command) {
    return resource.changeShown(
        caller,
        id,
        unit -> merchants.one(unit.session(), caller.user(), id).thenReturn(List.of(command)));
  }
}
