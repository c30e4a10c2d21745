package florin.migrate.run.step;

import florin.migrate.client.Refused;
import java.util.ArrayList;
import java.util.List;

/** Makes the changes of a step, or only compares if nothing may be written. */
public final class StepChanges {

  private static final int MOST = 1_000;

  private final boolean readOnly;
  private long written;
  private final List<String> mismatches = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  public StepChanges(boolean readOnly) {
    this.readOnly = readOnly;
  }

  /** A request that changes Florin. */
  public interface Write {
    void run();
  }

  public boolean readOnly() {
    return readOnly;
  }

  /**
   * Makes a change that Florin lacks. A row that Florin refuses is listed, and the others go on.
   *
   * @param name of the row, for the report
   */
  public void change(String name, Write write) {
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
  public synchronized void mismatch(String text) {
    if (mismatches.size() < MOST) {
      mismatches.add(text);
    }
  }

  /** A row that is not brought, or that Florin has changed since, with the reason. */
  public synchronized void leftOut(String text) {
    if (leftOut.size() < MOST) {
      leftOut.add(text);
    }
  }

  public synchronized void wrote(long changes) {
    written += changes;
  }

  public synchronized long written() {
    return written;
  }

  public synchronized List<String> mismatches() {
    return List.copyOf(mismatches);
  }

  public synchronized List<String> leftOut() {
    return List.copyOf(leftOut);
  }
}
