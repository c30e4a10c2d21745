package florin.transactions.list;

import florin.transactions.category.CategoryIndex;
import florin.transactions.projection.Counterparty;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Names and links that a list shows beside the ids of a transaction. */
public record TransactionDisplay(
    @Schema(description = "Name of the account, absent until it is known here.")
        @Nullable String account,
    @Schema(description = "Name of the account's institution.") @Nullable String institution,
    @Schema(
            description =
                "Names of the category and those above it, from the top; empty without one.")
        List<String> categoryPath,
    @Schema(description = "The other party as the provider names it.")
        @Nullable String counterparty,
    @Schema(description = "How the payment was made, in the provider's words, such as online.")
        @Nullable String paymentChannel,
    @Schema(description = "Website of the other party, as the provider gives it.")
        @Nullable String website,
    @Schema(description = "Address of the other party's logo, as the provider gives it.")
        @Nullable String logoUrl) {

  /** Without the path of the category, which needs the tree. */
  static TransactionDisplay of(Counterparty counterparty, Readable names) {
    return new TransactionDisplay(
        names.get("account_name", String.class),
        names.get("institution_name", String.class),
        List.of(),
        counterparty.name(),
        counterparty.channel(),
        counterparty.website(),
        counterparty.logoUrl());
  }

  TransactionDisplay with(CategoryIndex categories, @Nullable UUID category) {
    return category == null
        ? this
        : new TransactionDisplay(
            account,
            institution,
            categories.path(category),
            counterparty,
            paymentChannel,
            website,
            logoUrl);
  }
}
