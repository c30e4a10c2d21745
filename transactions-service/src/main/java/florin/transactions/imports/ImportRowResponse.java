package florin.transactions.imports;

import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.store.StoredRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of an uploaded file. */
record ImportRowResponse(
    @Schema(description = "Number of the record in the file, from 1.") int row,
    @Schema(description = "Line of the file where the record begins.") int line,
    @Schema(description = "The values as the file has them.") List<String> raw,
    @Nullable @Schema(description = "The parsed values; null if there are none.") RowValues values,
    @Schema(
            description = "Status of the row.",
            allowableValues = {
              "new",
              "known",
              "looks-like",
              "removed-before",
              "unreadable",
              "not-a-transaction",
              "undecided"
            })
        String status,
    @Schema(description = "Why the row has this status; empty if it is plain.") String reason,
    @Nullable
        @Schema(
            description = "Transaction that the row is or looks like.",
            types = {"string", "null"},
            format = "uuid")
        UUID transactionId,
    @Nullable
        @Schema(
            description = "Decision of the user.",
            allowableValues = {"new", "same", "skip"},
            types = {"string", "null"})
        String decision) {

  /** The parsed values of a row. */
  record RowValues(
      @Schema(description = "Account as the file names it.") String account,
      @Schema(description = "Booked date.") LocalDate date,
      @Schema(description = "Amount as a decimal, negative = money out.") String amount,
      @Schema(description = "Currency; empty if the file names none.") String currency,
      @Schema(description = "Text that names the transaction.") String text,
      @Schema(description = "Note.") String note,
      @Schema(description = "Category as the file names it.") String category,
      @Schema(description = "Id that the bank gave.") String externalId,
      @Nullable
          @Schema(
              description = "Balance after the row.",
              types = {"string", "null"})
          String balance,
      @Nullable
          @Schema(
              description = "Date from which the amount counts for interest.",
              types = {"string", "null"},
              format = "date")
          LocalDate valueDate,
      @Schema(description = "Number of the check; empty if the file names none.")
          String checkNumber,
      @Nullable
          @Schema(
              description = "Amount in the original currency.",
              types = {"string", "null"})
          String originalAmount,
      @Schema(description = "Original currency; empty if the file names none.")
          String originalCurrency,
      @Schema(description = "Other account of a transfer as the file names it; empty if none.")
          String transferAccount,
      @Schema(description = "Tags as the file names them.") List<String> tags,
      @Schema(description = "Parts of a split.") List<RowPart> parts) {

    static RowValues of(FileRow.Values values) {
      return new RowValues(
          values.account(),
          values.date(),
          values.amount().toPlainString(),
          values.currency(),
          values.text(),
          values.note(),
          values.category(),
          values.externalId(),
          values.balance().map(java.math.BigDecimal::toPlainString).orElse(null),
          values.details().valueDate().orElse(null),
          values.details().checkNumber(),
          values.details().originalAmount().map(java.math.BigDecimal::toPlainString).orElse(null),
          values.details().originalCurrency(),
          values.details().transferAccount(),
          values.details().tags(),
          values.parts().stream().map(RowPart::of).toList());
    }
  }

  /** A part of a split. */
  record RowPart(
      @Schema(description = "Amount as a decimal.") String amount,
      @Schema(description = "Category as the file names it.") String category,
      @Schema(description = "Note.") String note) {

    static RowPart of(FileRow.Part part) {
      return new RowPart(part.amount().toPlainString(), part.category(), part.note());
    }
  }

  static ImportRowResponse of(StoredRow row) {
    return new ImportRowResponse(
        row.number(),
        row.file().line(),
        row.file().raw(),
        row.file().values().map(RowValues::of).orElse(null),
        row.status().word(),
        row.reason(),
        row.decided().or(row::transaction).orElse(null),
        row.decision().map(StoredRow.Decision::word).orElse(null));
  }
}
