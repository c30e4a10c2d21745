package florin.transactions.imports.text;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The characters of a file. Those of a long one are compressed in segments, of which the last two
 * that were used are expanded; so a file of 100 MiB can be read back and forth in a small heap. Not
 * for use by several threads at once.
 */
public final class FileCharacters {

  private static final int BITS = 17;
  private static final int SEGMENT = 1 << BITS;
  private static final int MASK = SEGMENT - 1;

  /** The largest length of a line or value; longer ones are cut off, as they are no values. */
  public static final int LONGEST = 100_000;

  private final List<Segment> segments = new ArrayList<>();
  private char[] open;
  private int openLength;
  private int length;

  private int current = -1;
  private char[] expanded;
  private int other = -1;
  private char[] otherExpanded;

  /**
   * @param compact whether each character is one byte
   */
  private record Segment(byte[] compressed, boolean compact, int bytes) {

    char[] expand() {
      byte[] plain = Compression.inflated(compressed, bytes);
      char[] characters = new char[SEGMENT];
      for (int i = 0; i < SEGMENT; i++) {
        characters[i] =
            (char)
                (compact ? plain[i] & 0xFF : (plain[2 * i] & 0xFF) << 8 | plain[2 * i + 1] & 0xFF);
      }
      return characters;
    }
  }

  FileCharacters() {
    this(1_024);
  }

  private FileCharacters(int capacity) {
    this.open = new char[capacity];
    this.expanded = open;
    this.otherExpanded = open;
  }

  public static FileCharacters of(String text) {
    FileCharacters characters = new FileCharacters(Math.clamp(text.length(), 16, SEGMENT));
    characters.append(CharBuffer.wrap(text));
    return characters;
  }

  void append(CharBuffer more) {
    while (more.hasRemaining()) {
      int count = Math.min(more.remaining(), SEGMENT - openLength);
      if (openLength + count > open.length) {
        open =
            Arrays.copyOf(open, Math.min(SEGMENT, Math.max(openLength + count, 2 * open.length)));
      }
      more.get(open, openLength, count);
      openLength += count;
      length += count;
      if (openLength == SEGMENT) {
        close();
      }
    }
    current = -1;
    other = -1;
  }

  private void close() {
    boolean compact = true;
    for (char c : open) {
      compact &= c < 256;
    }
    byte[] bytes = compact ? new String(open).getBytes(StandardCharsets.ISO_8859_1) : wide(open);
    segments.add(new Segment(Compression.deflated(bytes), compact, bytes.length));
    open = new char[1_024];
    openLength = 0;
  }

  /** Two bytes per character, lone surrogates included. */
  private static byte[] wide(char[] characters) {
    byte[] bytes = new byte[2 * characters.length];
    for (int i = 0; i < characters.length; i++) {
      bytes[2 * i] = (byte) (characters[i] >> 8);
      bytes[2 * i + 1] = (byte) characters[i];
    }
    return bytes;
  }

  public int length() {
    return length;
  }

  public char charAt(int index) {
    int segment = index >>> BITS;
    if (segment != current) {
      expand(segment);
    }
    return expanded[index & MASK];
  }

  private void expand(int segment) {
    char[] wanted =
        segment == other
            ? otherExpanded
            : segment == segments.size() ? open : segments.get(segment).expand();
    other = current;
    otherExpanded = expanded;
    current = segment;
    expanded = wanted;
  }

  public String substring(int begin, int end) {
    if (begin < end && begin >>> BITS == (end - 1) >>> BITS) {
      charAt(begin);
      return new String(expanded, begin & MASK, end - begin);
    }
    StringBuilder text = new StringBuilder(end - begin);
    for (int i = begin; i < end; i++) {
      text.append(charAt(i));
    }
    return text.toString();
  }

  /** The first characters, at most as many as given. */
  public String start(int most) {
    return substring(0, Math.min(length, most));
  }

  public int indexOf(char wanted, int from) {
    for (int i = from; i < length; i++) {
      if (charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  public int indexOf(String wanted, int from) {
    int i = indexOf(wanted.charAt(0), from);
    while (i >= 0 && !startsWith(wanted, i)) {
      i = indexOf(wanted.charAt(0), i + 1);
    }
    return i;
  }

  public int lastIndexOf(String wanted) {
    for (int i = length - wanted.length(); i >= 0; i--) {
      if (startsWith(wanted, i)) {
        return i;
      }
    }
    return -1;
  }

  public boolean startsWith(String wanted, int at) {
    if (at + wanted.length() > length) {
      return false;
    }
    for (int i = 0; i < wanted.length(); i++) {
      if (charAt(at + i) != wanted.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The position of the end of a line that begins at a position: its CR or LF, or the end. */
  public int endOfLine(int from) {
    int end = from;
    while (end < length && charAt(end) != '\n' && charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  /** The position of the line after the one that ends at a position. */
  public int nextLine(int end) {
    boolean pair = end + 1 < length && charAt(end) == '\r' && charAt(end + 1) == '\n';
    return Math.min(end + (pair ? 2 : 1), length);
  }

  /** The lines, without their ends. */
  public Iterator<String> lines() {
    return new Iterator<>() {
      private int at;

      @Override
      public boolean hasNext() {
        return at < length;
      }

      @Override
      public String next() {
        if (at >= length) {
          throw new NoSuchElementException();
        }
        int end = endOfLine(at);
        String line = substring(at, Math.min(end, at + LONGEST));
        at = nextLine(end);
        return line;
      }
    };
  }
}
