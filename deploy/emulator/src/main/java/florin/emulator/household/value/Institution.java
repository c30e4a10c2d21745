package florin.emulator.household.value;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The institutions the household banks with, under Plaid's sandbox ids. */
public enum Institution {
  FIRST_PLATYPUS("ins_109508", "First Platypus Bank", false, "#1f1f1f", "011000138"),
  HOUNDSTOOTH("ins_109512", "Houndstooth Bank", false, "#7c2529", "110000000"),
  PLATYPUS("ins_127287", "Platypus OAuth Bank", true, "#0a6e6e", "322271627"),
  /** Gives accounts new ids for every client, and therefore a persistent id too. */
  TOKENIZED("ins_56", "Tokenized Bank", true, "#5b3a8c", "021000021");

  private final String id;
  private final String title;
  private final boolean oauth;
  private final String color;
  private final String routingNumber;

  Institution(String id, String title, boolean oauth, String color, String routingNumber) {
    this.id = id;
    this.title = title;
    this.oauth = oauth;
    this.color = color;
    this.routingNumber = routingNumber;
  }

  public static Optional<Institution> of(String id) {
    return Arrays.stream(values()).filter(one -> one.id.equals(id)).findFirst();
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  public boolean oauth() {
    return oauth;
  }

  public String color() {
    return color;
  }

  public List<String> routingNumbers() {
    return List.of(routingNumber);
  }

  public boolean persistentIds() {
    return this == TOKENIZED;
  }

  public List<String> products() {
    return switch (this) {
      case FIRST_PLATYPUS, HOUNDSTOOTH, TOKENIZED ->
          List.of("assets", "auth", "balance", "identity", "liabilities", "transactions");
      case PLATYPUS ->
          List.of("assets", "auth", "balance", "identity", "investments", "transactions");
    };
  }
}
