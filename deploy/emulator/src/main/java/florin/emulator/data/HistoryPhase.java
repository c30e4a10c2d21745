package florin.emulator.data;

/** The part of its history that an Item has received from the bank. */
public enum HistoryPhase {
  NOT_READY("NOT_READY"),
  INITIAL("INITIAL_UPDATE_COMPLETE"),
  HISTORICAL("HISTORICAL_UPDATE_COMPLETE");

  private final String status;

  HistoryPhase(String status) {
    this.status = status;
  }

  /** The value of {@code transactions_update_status}. */
  public String status() {
    return status;
  }
}
