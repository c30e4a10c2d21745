package florin.transactions.imports.read;

import java.util.ArrayList;
import java.util.List;

/** The messages about a file, limited in number and length. */
public final class FileMessages {

  private static final int LONGEST = 500;

  private final List<FileMessage> messages = new ArrayList<>();
  private int left;

  public FileMessages(List<FileMessage> first) {
    first.forEach(message -> add(message.line(), message.text()));
  }

  public void add(int line, String text) {
    if (messages.size() < ReadFile.MOST_MESSAGES) {
      messages.add(new FileMessage(line, shortened(text)));
    } else {
      left++;
    }
  }

  private static String shortened(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "...";
  }

  /** The messages; a last one states how many were left out. */
  public List<FileMessage> all() {
    List<FileMessage> all = new ArrayList<>(messages);
    if (left > 0) {
      all.add(new FileMessage(0, "More messages that are left out: " + left + "."));
    }
    return all;
  }
}
