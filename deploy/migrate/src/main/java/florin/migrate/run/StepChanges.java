package florin.migrate.run;

import java.util.ArrayList;
import java.util.List;

/** Makes the changes of a step, or only compares if nothing may be written. */
final class StepChanges {

  private static final int MOST = 1_000;

  private final boolean readOnly;
  private long written;
  private final List<String> mismatches = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  StepChanges(boolean readOnly) {
    this.readOnly = readOnly;
  }

  /** A request that changes Florin. */
  interface Write {
    void run();
  }

  boolean readOnly() {
    return readOnly;
  }

  /**
   * Makes a change that Florin lacks. A row that Florin refuses is listed, and the others go on.
   *
   * @param name of the row, for the report
   */
  void change(String name, Write write) {
    if (readOnly) {
      mismatch(name + ": is not there");
      return;
    }
    try {
      write.run();
      wrote(1);
    } catch (Refused refused) {
      if (!refused.isFinal()) {
        throw refused;
      }
      mismatch(name + ": " + refused.getMessage());
    }
  }

  /** A row that differs from the plan; the step has failed. */
  synchronized void mismatch(String text) {
    if (mismatches.size() < MOST) {
      mismatches.add(text);
    }
  }

  /** A row that is not brought, or that Florin has changed since, with the reason. */
  synchronized void leftOut(String text) {
    if (leftOut.size() < MOST) {
      leftOut.add(text);
    }
  }

  synchronized void wrote(long changes) {
    written += changes;
  }

  synchronized long written() {
    return written;
  }

  synchronized List<String> mismatches() {
    return List.copyOf(mismatches);
  }

  synchronized List<String> leftOut() {
    return List.copyOf(leftOut);
  }
}
