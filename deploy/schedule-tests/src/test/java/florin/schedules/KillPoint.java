package florin.schedules;

/** Ends a run before a request: some requests after the end of some of its steps. */
final class KillPoint {

  private int steps;
  private int requests;

  /** Stands for the death of the tool. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private KillPoint(int steps, int requests) {
    this.steps = steps;
    this.requests = requests;
  }

  static KillPoint never() {
    return new KillPoint(Integer.MAX_VALUE, 0);
  }

  static KillPoint after(int steps, int requests) {
    return new KillPoint(steps, requests);
  }

  void stepEnded() {
    steps--;
  }

  void request() {
    if (steps <= 0 && requests-- == 0) {
      throw new Killed();
    }
  }
}
