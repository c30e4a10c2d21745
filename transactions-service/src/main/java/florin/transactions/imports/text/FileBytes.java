package florin.transactions.imports.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The bytes of a file in parts; those of a large file are compressed in memory. */
public final class FileBytes implements Iterable<byte[]> {

  /** A file up to this size is not compressed. */
  private static final int SMALL = 1 << 21;

  private final List<byte[]> parts = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();
  private final boolean small;
  private long held;

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
    parts.add(stored);
    lengths.add(part.length);
    held += stored.length;
  }

  public long size() {
    return lengths.stream().mapToLong(Integer::longValue).sum();
  }

  /** How many bytes are in memory. */
  public long held() {
    return held;
  }

  /** The first bytes, at most as many as given. */
  public byte[] start(int most) {
    byte[] start = new byte[(int) Math.min(most, size())];
    int at = 0;
    for (byte[] part : this) {
      int length = Math.min(part.length, start.length - at);
      System.arraycopy(part, 0, start, at, length);
      at += length;
      if (at == start.length) {
        break;
      }
    }
    return at == start.length ? start : Arrays.copyOf(start, at);
  }

  @Override
  public Iterator<byte[]> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < parts.size();
      }

      @Override
      public byte[] next() {
        byte[] part = parts.get(next);
        int length = lengths.get(next++);
        return small ? part : Compression.inflated(part, length);
      }
    };
  }
}
