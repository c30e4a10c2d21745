package florin.transactions.imports.commit;

import florin.events.MoneyCodec;
import florin.events.transactions.ImportCommitted;
import florin.events.transactions.ImportReinstated;
import florin.events.transactions.ImportReverted;
import florin.events.transactions.ImportedBalance;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamType;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** The events of the import of a file as Avro. */
public final class FileImportCodec implements EventCodec<FileImportEvent> {

  public static final StreamType<FileImportCommand, FileImportEvent, FileImport> FILE_IMPORTS =
      StreamType.of(
              FileImport.STREAM,
              new FileImport.Absent(),
              FileImport::decide,
              FileImport::evolve,
              new FileImportCodec())
          .refusedWith("There is no such import.")
          .undoneBy(FileImportUndo::of, FileImportUndo::restoring);

  private FileImportCodec() {}

  @Override
  public SpecificRecord toAvro(FileImportEvent event) {
    return switch (event) {
      case FileImportEvent.Committed e ->
          new ImportCommitted(
              e.id(),
              e.summary().fileName(),
              e.summary().format(),
              e.summary().records(),
              e.summary().added(),
              e.summary().linked(),
              balances(e.summary().balances()),
              e.at());
      case FileImportEvent.Reverted e -> new ImportReverted(e.id(), balances(e.balances()), e.at());
      case FileImportEvent.Reinstated e ->
          new ImportReinstated(e.id(), balances(e.balances()), e.at());
    };
  }

  @Override
  public FileImportEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case ImportCommitted e ->
          new FileImportEvent.Committed(
              e.getImportId(),
              new FileImport.Summary(
                  e.getFileName(),
                  e.getFormat(),
                  e.getRecords(),
                  e.getAdded(),
                  e.getLinked(),
                  stated(e.getBalances())),
              e.getAt());
      case ImportReverted e ->
          new FileImportEvent.Reverted(e.getImportId(), stated(e.getBalances()), e.getAt());
      case ImportReinstated e ->
          new FileImportEvent.Reinstated(e.getImportId(), stated(e.getBalances()), e.getAt());
      default ->
          throw new IllegalArgumentException(
              "event: " + event.getSchema().getFullName() + " (expected: one of an import)");
    };
  }

  private static List<ImportedBalance> balances(List<FileImport.StatedBalance> balances) {
    return balances.stream()
        .map(one -> new ImportedBalance(one.account(), one.date(), MoneyCodec.toAvro(one.amount())))
        .toList();
  }

  private static List<FileImport.StatedBalance> stated(List<ImportedBalance> balances) {
    return balances.stream()
        .map(
            one ->
                new FileImport.StatedBalance(
                    one.getAccountId(), one.getDate(), MoneyCodec.fromAvro(one.getAmount())))
        .toList();
  }
}
