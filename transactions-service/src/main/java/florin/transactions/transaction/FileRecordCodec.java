package florin.transactions.transaction;

import florin.events.MoneyCodec;
import florin.events.transactions.ImportedRecord;
import florin.transactions.transaction.value.FileRecord;

/** A record of a file as Avro. */
final class FileRecordCodec {

  private FileRecordCodec() {}

  static ImportedRecord toAvro(FileRecord imported) {
    return new ImportedRecord(
        imported.importId(),
        imported.number(),
        imported.line(),
        imported.format(),
        imported.date(),
        MoneyCodec.toAvro(imported.amount()),
        imported.text(),
        imported.externalId());
  }

  static FileRecord fromAvro(ImportedRecord imported) {
    return new FileRecord(
        imported.getImportId(),
        imported.getNumber(),
        imported.getLine(),
        imported.getFormat(),
        imported.getDate(),
        MoneyCodec.fromAvro(imported.getAmount()),
        imported.getText(),
        imported.getExternalId());
  }
}
