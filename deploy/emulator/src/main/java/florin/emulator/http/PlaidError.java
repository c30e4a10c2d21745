package florin.emulator.http;

import florin.emulator.data.Json;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An answer in the form of a Plaid error object. */
public final class PlaidError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  PlaidError(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }

  /** Without request id, as in {@code item.error} and in webhooks. */
  public ObjectNode object() {
    var error = Json.object();
    error.put("display_message", display());
    error.put("documentation_url", documentation());
    error.put("error_code", code.name());
    error.put("error_message", getMessage());
    error.put("error_type", code.type());
    error.putNull("suggested_action");
    return error;
  }

  private String documentation() {
    var page = code.type().toLowerCase(Locale.ROOT).replace("_error", "").replace('_', '-');
    return "https://plaid.com/docs/errors/" + page + "/#" + code.name().toLowerCase(Locale.ROOT);
  }

  private @Nullable String display() {
    return switch (code.type()) {
      case "ITEM_ERROR", "INSTITUTION_ERROR" -> getMessage();
      default -> null;
    };
  }
}
