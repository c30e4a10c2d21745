package florin.transactions.imports.store;

import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.store.StoredRow.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The rows of a file in compressed blocks, so that a large file fits into memory. */
public final class RowBlocks {

  private static final int BLOCK = 2_000;
  private static final int LARGEST = 1_000_000;

  private final List<byte[]> blocks = new ArrayList<>();
  private final List<StoredRow> open = new ArrayList<>(BLOCK);
  private int rows;
  private int openSize;

  /**
   * Adds the next row of the file.
   *
   * @param status of the row before it is compared with transactions
   */
  public void add(FileRow row, Status status, String reason) {
    rows++;
    open.add(
        new StoredRow(
            rows, status, reason, Optional.empty(), Optional.empty(), Optional.empty(), row));
    openSize += row.raw().stream().mapToInt(String::length).sum();
    if (open.size() == BLOCK || openSize > LARGEST) {
      close();
    }
  }

  private void close() {
    blocks.add(compressed(open));
    open.clear();
    openSize = 0;
  }

  /** How many rows were added. */
  public int rows() {
    return rows;
  }

  public int blocks() {
    return blocks.size() + (open.isEmpty() ? 0 : 1);
  }

  public List<StoredRow> block(int index) {
    return index < blocks.size() ? rows(blocks.get(index)) : List.copyOf(open);
  }

  private static byte[] compressed(List<StoredRow> rows) {
    FileRowBytes.Writer writer = new FileRowBytes.Writer();
    for (StoredRow row : rows) {
      writer.number(row.number());
      writer.number(row.status().ordinal());
      writer.literal(row.reason());
      writer.row(row.file());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(writer.toBytes());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static List<StoredRow> rows(byte[] compressed) {
    List<StoredRow> rows = new ArrayList<>();
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
      FileRowBytes.Reader reader = new FileRowBytes.Reader(in.readAllBytes(), 0);
      while (reader.hasMore()) {
        rows.add(
            new StoredRow(
                (int) reader.number(),
                Status.values()[(int) reader.number()],
                reader.literal(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                reader.row()));
      }
      return rows;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
