package florin.transactions.edit;

import florin.events.Money;
import florin.journal.CanonicalName;
import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.journal.web.PatchField;
import florin.journal.web.input.Text;
import florin.transactions.category.CategoryQueries;
import florin.transactions.filter.TagNames;
import florin.transactions.merchant.MerchantQueries;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.transaction.TransactionCommand;
import florin.transactions.transaction.value.TextField;
import florin.transactions.validation.EditChecks;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * The values that a user may change; one that is left out stays. {@code null} clears: no category,
 * no merchant, no note, no tags, not excluded, and as description the bank's own again.
 *
 * @param tags exactly these
 * @param amount only of an entry by hand, as the date
 */
@Schema(name = "UpdateTransactionRequest")
record TransactionPatch(
    @Schema(
            types = {"string", "null"},
            format = "uuid")
        PatchField<UUID> categoryId,
    @Text(multiLine = true) @Schema(types = {"string", "null"}) PatchField<String> description,
    @Schema(
            types = {"string", "null"},
            format = "uuid")
        PatchField<UUID> merchantId,
    @Text(multiLine = true) @Schema(types = {"string", "null"}) PatchField<String> note,
    @Schema(
            types = {"array", "null"},
            implementation = String[].class)
        PatchField<List<String>> tags,
    @Schema(types = {"boolean", "null"}) PatchField<Boolean> excluded,
    @Schema(implementation = Money.class) PatchField<Money> amount,
    @Schema(
            types = {"string"},
            format = "date")
        PatchField<LocalDate> date) {

  private Map<TextField, PatchField<String>> texts() {
    Map<TextField, PatchField<String>> texts = new EnumMap<>(TextField.class);
    texts.put(TextField.DESCRIPTION, description);
    texts.put(TextField.NOTE, note);
    return texts;
  }

  /**
   * The commands. The categories, merchants and tags in them are those that the ids and names stand
   * for: of a merged one the survivor, of another spelling the one in use.
   *
   * @throws Rejection if one is not there
   */
  Mono<List<TransactionCommand>> commands(Session session, UUID user, String pointer, Instant at) {
    List<UUID> category = categoryId.value().stream().toList();
    List<UUID> merchant = merchantId.value().stream().toList();
    return CategoryQueries.survivors(session, user, category, _ -> pointer + "/categoryId")
        .zipWhen(_ -> MerchantQueries.survivors(session, user, merchant, pointer + "/merchantId"))
        .zipWhen(_ -> TagNames.meant(session, user, normalisedTags(tags.value().orElse(List.of()))))
        .map(found -> commands(found.getT1().getT1(), found.getT1().getT2(), found.getT2(), at));
  }

  /**
   * The commands of many patches, in their order; all ids and names are looked up at once.
   *
   * @param pointer of the patches in the request
   * @throws Rejection if a category or merchant is not there
   */
  static Mono<List<List<TransactionCommand>>> commands(
      Session session, UUID user, List<TransactionPatch> patches, String pointer, Instant at) {
    Set<UUID> categories = new LinkedHashSet<>();
    Set<UUID> merchants = new LinkedHashSet<>();
    Map<String, String> tags = new HashMap<>();
    for (TransactionPatch patch : patches) {
      patch.categoryId.value().ifPresent(categories::add);
      patch.merchantId.value().ifPresent(merchants::add);
      normalisedTags(patch.tags.value().orElse(List.of()))
          .forEach(tag -> tags.putIfAbsent(CanonicalName.of(tag), tag));
    }
    return CategoryQueries.survivors(session, user, categories, _ -> pointer)
        .zipWhen(_ -> MerchantQueries.survivors(session, user, merchants, pointer))
        .zipWhen(_ -> TagNames.meant(session, user, Set.copyOf(tags.values())))
        .map(
            found -> {
              found.getT2().forEach(tag -> tags.put(CanonicalName.of(tag), tag));
              return patches.stream()
                  .map(
                      patch ->
                          patch.commands(
                              found.getT1().getT1(),
                              found.getT1().getT2(),
                              patch.spelled(tags),
                              at))
                  .toList();
            });
  }

  /**
   * @param spellings of tags by their canonical form
   */
  private Set<String> spelled(Map<String, String> spellings) {
    return normalisedTags(tags.value().orElse(List.of())).stream()
        .map(tag -> spellings.getOrDefault(CanonicalName.of(tag), tag))
        .collect(Collectors.toUnmodifiableSet());
  }

  private List<TransactionCommand> commands(
      Map<UUID, UUID> categories, Map<UUID, UUID> merchants, Set<String> names, Instant at) {
    List<TransactionCommand> wanted = new ArrayList<>();
    if (amount.present() || date.present()) {
      wanted.add(
          new TransactionCommand.Correct(
              requiredValue(amount, "amount"), requiredValue(date, "date"), at));
    }
    if (categoryId.present()) {
      wanted.add(new TransactionCommand.Categorise(categoryId.value().map(categories::get), at));
    }
    if (merchantId.present()) {
      wanted.add(new TransactionCommand.AssignMerchant(merchantId.value().map(merchants::get), at));
    }
    for (TextField field : TextField.values()) {
      PatchField<String> text = texts().getOrDefault(field, PatchField.absent());
      if (text.present()) {
        wanted.add(new TransactionCommand.SetText(field, normalised(field, text.value()), at));
      }
    }
    if (tags.present()) {
      wanted.add(new TransactionCommand.TagAs(names, at));
    }
    if (excluded.present()) {
      wanted.add(new TransactionCommand.Exclude(excluded.value().orElse(false), at));
    }
    return wanted;
  }

  private static <T> Optional<T> requiredValue(PatchField<T> patchField, String name) {
    if (patchField.present() && patchField.value().isEmpty()) {
      throw new Rejection(
          TransactionsProblem.VALUE_REQUIRED, name + ": null (expected: a value)", "/" + name);
    }
    return patchField.value();
  }

  private static Optional<String> normalised(TextField field, Optional<String> text) {
    return field == TextField.DESCRIPTION
        ? text.map(TransactionPatch::normalisedDescription)
        : EditChecks.text(field, text, "/" + field.word());
  }

  static Optional<String> normalisedNote(Optional<String> note) {
    return EditChecks.text(TextField.NOTE, note, "/note");
  }

  static String normalisedDescription(String description) {
    return EditChecks.description(description, "/description");
  }

  /** Names of tags, each once. */
  static Set<String> normalisedTags(List<String> tags) {
    return EditChecks.tags(tags, "/tags");
  }
}
