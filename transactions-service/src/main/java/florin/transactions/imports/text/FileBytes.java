package florin.transactions.imports.text;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The bytes of a file in parts; those of a large file are compressed in memory. */
public final class FileBytes implements Iterable<byte[]> {

  /** A file up to this size is not compressed. */
  private static final int SMALL = 1 << 21;

  private final List<Part> parts = new ArrayList<>();
  private final boolean small;
  private long size;
  private long held;

  /**
   * @param length of the part before it is compressed
   */
  private record Part(byte[] stored, int length) {}

  /**
   * @param size of the file
   */
  public FileBytes(long size) {
    this.small = size <= SMALL;
  }

  public static FileBytes of(byte[] bytes) {
    FileBytes file = new FileBytes(0);
    file.add(bytes);
    return file;
  }

  /** Adds the next part. */
  public void add(byte[] part) {
    byte[] stored = small ? part : Compression.deflated(part);
    parts.add(new Part(stored, part.length));
    size += part.length;
    held += stored.length;
  }

  public long size() {
    return size;
  }

  /** How many bytes are in memory. */
  public long held() {
    return held;
  }

  /** The first bytes, at most as many as given. */
  public byte[] start(int most) {
    byte[] start = new byte[(int) Math.min(most, size)];
    int at = 0;
    for (byte[] part : this) {
      int length = Math.min(part.length, start.length - at);
      System.arraycopy(part, 0, start, at, length);
      at += length;
      if (at == start.length) {
        break;
      }
    }
    return start;
  }

  @Override
  public Iterator<byte[]> iterator() {
    return parts.stream().map(this::expanded).iterator();
  }

  private byte[] expanded(Part part) {
    return small ? part.stored() : Compression.inflated(part.stored(), part.length());
  }
}
