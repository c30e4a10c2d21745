package florin.transactions.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.transactions.imports.preview.TargetAccounts;
import florin.transactions.imports.preview.TargetAccounts.MappedAccount;
import florin.transactions.imports.preview.TargetAccounts.Target;
import florin.transactions.imports.read.FileAccount;
import florin.transactions.imports.read.FileMessage;
import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.store.ImportResult;
import florin.transactions.imports.store.ImportStore.FoundImport;
import florin.transactions.imports.store.StoredImport;
import florin.transactions.imports.store.StoredRow.Status;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An uploaded file, as it is read and what became of it. */
record ImportResponse(
    @Schema(description = "The import.") UUID id,
    @Schema(description = "Version for If-Match.") int version,
    @Schema(
            description =
                "reading: a large file is being read; preview: it can be adjusted and committed;"
                    + " committing: its rows are being recorded, or taken back if there is a"
                    + " failure.",
            allowableValues = {"reading", "preview", "committing", "committed", "failed"})
        String state,
    @Schema(description = "Name of the file.") String fileName,
    @Schema(description = "Size of the file in bytes.") long size,
    @Schema(description = "SHA-256 of the file, hexadecimal.") String sha256,
    @Nullable
        @Schema(
            description = "Format of the file; null before it was read.",
            allowableValues = {"csv", "ofx", "qif", "ndjson", "unknown"},
            types = {"string", "null"})
        String format,
    @Schema(description = "Settings with which the file is read.") List<SettingResponse> settings,
    @Schema(description = "Accounts as the file names them.") List<FileAccountResponse> accounts,
    @Schema(
            description =
                "Number of rows per status; 0 while a large file is read for the first time.")
        ImportCounts counts,
    @Schema(description = "Notes about the file.") List<MessageResponse> messages,
    @Nullable
        @Schema(
            description = "Profile whose settings are used.",
            types = {"string", "null"},
            format = "uuid")
        UUID profileId,
    @Schema(description = "Progress of the commit.") ProgressResponse progress,
    @Nullable
        @Schema(
            description = "Why the file could not be read or imported.",
            types = {"string", "null"})
        String failure,
    @Nullable
        @Schema(
            description = "The change of the commit; undo it to undo the import.",
            types = {"string", "null"},
            format = "uuid")
        UUID changeId,
    @Nullable @Schema(description = "Outcome, once it is committed.") ImportResult result,
    @Schema(description = "Whether the import was undone.") boolean undone,
    @Schema(description = "Time of the upload.") Instant createdAt,
    @Schema(description = "When the file is deleted unless it is imported.") Instant expiresAt) {

  /** A setting with its origin. */
  record SettingResponse(
      @Schema(description = "Name of the setting; columns are column.date and so on.") String name,
      @Schema(
              description = "needed: the user has to choose.",
              allowableValues = {"detected", "remembered", "needed"})
          String origin,
      @Schema(description = "Value; columns by title or number, several separated by |.")
          String value,
      @Schema(description = "The file as it reads with each possible value.")
          List<ReadingResponse> readings) {

    static SettingResponse of(FileSetting setting) {
      return new SettingResponse(
          setting.name(),
          setting.origin().name().toLowerCase(Locale.ROOT),
          setting.value(),
          setting.readings().stream().map(ReadingResponse::of).toList());
    }
  }

  /** The file as it reads with one value of a setting. */
  record ReadingResponse(
      @Schema(description = "Value of the setting.") String value,
      @Nullable
          @Schema(
              description = "First date.",
              types = {"string", "null"})
          String first,
      @Nullable
          @Schema(
              description = "Last date.",
              types = {"string", "null"})
          String last,
      @Nullable
          @Schema(
              description = "Sum of all amounts.",
              types = {"string", "null"})
          String sum) {

    static ReadingResponse of(FileSetting.Reading reading) {
      return new ReadingResponse(
          reading.value(),
          absentIfEmpty(reading.first()),
          absentIfEmpty(reading.last()),
          absentIfEmpty(reading.sum()));
    }
  }

  /** An account of the file. */
  record FileAccountResponse(
      @Schema(description = "Name in the file; empty if the file names none.") String name,
      @Schema(description = "Type in the file; may be empty.") String type,
      @Nullable
          @Schema(
              description = "Currency in the file.",
              types = {"string", "null"})
          String currency,
      @Nullable @Schema(description = "Closing balance in the file.") Money balance,
      @Nullable
          @Schema(
              description = "Date of the closing balance.",
              types = {"string", "null"},
              format = "date")
          LocalDate balanceDate,
      @Nullable
          @Schema(
              description = "Account that its rows are imported into.",
              types = {"string", "null"},
              format = "uuid")
          UUID accountId,
      @Schema(
              description = "Where the account comes from; skipped: its rows are left out.",
              allowableValues = {"detected", "remembered", "needed", "skipped"})
          String origin) {

    static FileAccountResponse of(FileAccount account, MappedAccount mapped) {
      Optional<Target> target = mapped.target();
      String currency =
          account.currency().isEmpty()
              ? target.map(Target::currency).orElse("")
              : account.currency();
      return new FileAccountResponse(
          account.name(),
          account.type(),
          absentIfEmpty(account.currency()),
          account.balance().flatMap(amount -> money(amount, currency)).orElse(null),
          account.balanceDate().orElse(null),
          target.map(Target::id).orElse(null),
          mapped.skipped() ? "skipped" : mapped.origin().name().toLowerCase(Locale.ROOT));
    }
  }

  static Optional<Money> money(BigDecimal amount, String currency) {
    try {
      return Optional.of(Money.storable(amount, new CurrencyCode(currency)));
    } catch (IllegalArgumentException withoutCurrency) {
      return Optional.empty();
    }
  }

  /** How many rows have each status. */
  record ImportCounts(
      @Schema(description = "All records of the file.") int records,
      @JsonProperty("new") @Schema(description = "Rows that will be added.") int added,
      @Schema(description = "Rows of transactions that are there.") int known,
      @Schema(description = "Rows that look like a transaction.") int looksLike,
      @Schema(description = "Rows of transactions that were removed.") int removedBefore,
      @Schema(description = "Rows that cannot be read.") int unreadable,
      @Schema(description = "Records that are no transactions.") int notATransaction,
      @Schema(description = "Rows that need a decision or a setting.") int undecided) {

    static ImportCounts of(Map<Status, Integer> counts) {
      return new ImportCounts(
          counts.values().stream().mapToInt(Integer::intValue).sum(),
          counts.getOrDefault(Status.NEW, 0),
          counts.getOrDefault(Status.KNOWN, 0),
          counts.getOrDefault(Status.LOOKS_LIKE, 0),
          counts.getOrDefault(Status.REMOVED_BEFORE, 0),
          counts.getOrDefault(Status.UNREADABLE, 0),
          counts.getOrDefault(Status.NOT_A_TRANSACTION, 0),
          counts.getOrDefault(Status.UNDECIDED, 0));
    }
  }

  /** A note about the file at a line. */
  record MessageResponse(
      @Schema(description = "Line of the file, from 1; 0: the whole file.") int line,
      @Schema(description = "The note.") String text) {

    static MessageResponse of(FileMessage message) {
      return new MessageResponse(message.line(), message.text());
    }
  }

  /** Progress of a commit. */
  record ProgressResponse(
      @Schema(description = "Records done.") int done,
      @Schema(description = "All records.") int total) {}

  static ImportResponse of(
      FoundImport found, TargetAccounts accounts, Map<Status, Integer> counts) {
    StoredImport stored = found.stored();
    return new ImportResponse(
        stored.id(),
        stored.version(),
        stored.state().word(),
        stored.fileName(),
        stored.size(),
        stored.sha256(),
        absentIfEmpty(stored.format()),
        stored.reading().settings().stream().map(SettingResponse::of).toList(),
        stored.reading().accounts().stream()
            .map(
                account ->
                    FileAccountResponse.of(
                        account, accounts.mapped(account.name(), stored.accounts())))
            .toList(),
        ImportCounts.of(counts),
        stored.reading().messages().stream().map(MessageResponse::of).toList(),
        stored.profile().orElse(null),
        new ProgressResponse(stored.done(), stored.total()),
        stored.failure().orElse(null),
        stored.change().orElse(null),
        stored.state() == StoredImport.State.COMMITTED ? stored.result().orElse(null) : null,
        found.reverted(),
        stored.createdAt(),
        stored.expiresAt());
  }

  private static @Nullable String absentIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
