package florin.migrate.run.step;

import florin.migrate.client.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Makes the changes of a step, or only compares if nothing may be written. */
public final class StepChanges {

  private static final int MOST = 1_000;

  private final boolean readOnly;
  private final BroughtRows brought;
  private long written;
  private final Texts mismatches = new Texts();
  private final Texts leftOut = new Texts();

  public StepChanges(boolean readOnly, BroughtRows brought) {
    this.readOnly = readOnly;
    this.brought = brought;
  }

  /** Texts of which the first ones are kept, and the others counted. */
  private static final class Texts {

    private final List<String> first = new ArrayList<>();
    private long more;

    void add(String text) {
      if (first.size() < MOST) {
        first.add(text);
      } else {
        more++;
      }
    }

    List<String> all() {
      List<String> all = new ArrayList<>(first);
      if (more > 0) {
        all.add(more + " more, not listed");
      }
      return List.copyOf(all);
    }
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
    changeMany(
        name,
        () -> {
          write.run();
          return 1;
        });
  }

  /**
   * Makes a change unless its row is there. A row that was brought before and is gone was deleted
   * by the user, and stays gone.
   *
   * @param key of the row, with its user and kind
   * @param name of the row, for the report
   */
  public void bring(String key, boolean there, String name, Write write) {
    if (!there && brought.contains(key)) {
      leftOut(name + ": was deleted since it was brought");
    } else if (there) {
      remember(key);
    } else {
      change(
          name,
          () -> {
            write.run();
            remember(key);
          });
    }
  }

  private void remember(String key) {
    if (!readOnly) {
      brought.add(key);
    }
  }

  /**
   * Makes one change of many rows.
   *
   * @param name of the rows, for the report
   */
  public void changeMany(String name, LongSupplier write) {
    try {
      wrote(write.getAsLong());
    } catch (Refused refused) {
      if (!refused.isFinal()) {
        throw refused;
      }
      mismatch(name + ": " + refused.getMessage());
    }
  }

  /** A row that differs from the plan; the step has failed. */
  public synchronized void mismatch(String text) {
    mismatches.add(text);
  }

  /** A row that is not brought, or that Florin has changed since, with the reason. */
  public synchronized void leftOut(String text) {
    leftOut.add(text);
  }

  public synchronized void wrote(long changes) {
    written += changes;
  }

  public synchronized long written() {
    return written;
  }

  public synchronized List<String> mismatches() {
    return mismatches.all();
  }

  public synchronized List<String> leftOut() {
    return leftOut.all();
  }
}
