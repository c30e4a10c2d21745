package florin.emulator.http;

/** The Plaid errors of this emulator; the constant's name is the {@code error_code}. */
public enum ErrorCode {
  ITEM_LOGIN_REQUIRED(
      "ITEM_ERROR",
      400,
      "the login details of this item have changed (credentials, MFA, or required user action) and"
          + " a user login is required to update this information. use Link's update mode to"
          + " restore the item to a good state"),
  USER_PERMISSION_REVOKED(
      "ITEM_ERROR",
      400,
      "the holder of this account has revoked their permission for your application to access it"),
  ACCESS_NOT_GRANTED("ITEM_ERROR", 400, "access to this product was not granted for the account"),
  ITEM_NOT_FOUND(
      "ITEM_ERROR",
      400,
      "The Item you requested cannot be found. This Item does not exist, has been previously"
          + " removed via /item/remove, or has had access removed by the user."),
  PRODUCT_NOT_READY(
      "ITEM_ERROR",
      400,
      "the requested product is not yet ready. please provide a webhook or try the request again"
          + " later"),
  PRODUCTS_NOT_SUPPORTED("ITEM_ERROR", 400, "the requested products are not supported"),
  NO_ACCOUNTS("ITEM_ERROR", 400, "no valid accounts were found for this item"),
  NO_INVESTMENT_ACCOUNTS("ITEM_ERROR", 400, "no valid investment accounts were found"),
  NO_LIABILITY_ACCOUNTS("ITEM_ERROR", 400, "no valid liability accounts were found"),
  ADDITIONAL_CONSENT_REQUIRED(
      "INVALID_INPUT",
      400,
      "client does not have user consent to access the given product; use Link's update mode to"
          + " collect it"),
  ITEM_NO_ERROR("ITEM_ERROR", 400, "the item is not in an error state"),
  INVALID_ACCESS_TOKEN("INVALID_INPUT", 400, "could not find matching access token"),
  INVALID_PUBLIC_TOKEN("INVALID_INPUT", 400, "could not find matching public token"),
  INVALID_LINK_TOKEN("INVALID_INPUT", 400, "invalid link_token provided"),
  INVALID_API_KEYS("INVALID_INPUT", 400, "invalid client_id or secret provided"),
  INVALID_ACCOUNT_ID(
      "INVALID_INPUT", 400, "failed to find requested account ID for requested item"),
  INVALID_INSTITUTION("INVALID_INPUT", 400, "invalid institution_id provided"),
  INVALID_PRODUCT("INVALID_INPUT", 400, "client is not authorized to access the given products"),
  INVALID_WEBHOOK_VERIFICATION_KEY_ID(
      "INVALID_INPUT", 400, "could not find a webhook verification key with the given key_id"),
  MISSING_FIELDS("INVALID_REQUEST", 400, "the following required fields are missing: "),
  UNKNOWN_FIELDS(
      "INVALID_REQUEST", 400, "the following fields are not recognized by this endpoint: "),
  INVALID_FIELD("INVALID_REQUEST", 400, "a field has an invalid value"),
  INVALID_BODY("INVALID_REQUEST", 400, "body could not be parsed as JSON"),
  INVALID_HEADERS(
      "INVALID_REQUEST", 400, "the Content-Type header must be set to application/json"),
  NOT_FOUND("INVALID_REQUEST", 404, "The requested endpoint could not be found."),
  METHOD_NOT_ALLOWED("INVALID_REQUEST", 405, "every endpoint is called with POST"),
  TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION(
      "TRANSACTIONS_ERROR",
      400,
      "Underlying transaction data changed since last page was fetched. Please restart pagination"
          + " from last update."),
  INSTITUTION_DOWN(
      "INSTITUTION_ERROR",
      400,
      "this institution is not currently responding to this request. please try again soon"),
  INSTITUTION_NOT_RESPONDING(
      "INSTITUTION_ERROR",
      400,
      "this institution is not currently responding to this request. please try again soon"),
  INSTITUTION_NO_LONGER_SUPPORTED(
      "INSTITUTION_ERROR", 400, "this institution is no longer supported"),
  RATE_LIMIT("RATE_LIMIT_EXCEEDED", 429, Texts.RATE),
  TRANSACTIONS_LIMIT("RATE_LIMIT_EXCEEDED", 429, Texts.RATE),
  TRANSACTIONS_REFRESH_LIMIT("RATE_LIMIT_EXCEEDED", 429, Texts.RATE),
  ACCOUNTS_BALANCE_GET_LIMIT("RATE_LIMIT_EXCEEDED", 429, Texts.RATE),
  INSTITUTIONS_GET_BY_ID_LIMIT("RATE_LIMIT_EXCEEDED", 429, Texts.RATE),
  TRANSACTIONS_SYNC_LIMIT("RATE_LIMIT_EXCEEDED", 429, Texts.RATE),
  ACCOUNTS_LIMIT("RATE_LIMIT_EXCEEDED", 429, Texts.RATE),
  BALANCE_LIMIT("RATE_LIMIT_EXCEEDED", 429, Texts.RATE),
  INVESTMENT_HOLDINGS_GET_LIMIT("RATE_LIMIT_EXCEEDED", 429, Texts.RATE),
  INVESTMENT_TRANSACTIONS_LIMIT("RATE_LIMIT_EXCEEDED", 429, Texts.RATE),
  ITEM_GET_LIMIT("RATE_LIMIT_EXCEEDED", 429, Texts.RATE),
  INTERNAL_SERVER_ERROR("API_ERROR", 500, "an unexpected error occurred"),
  PLANNED_MAINTENANCE(
      "API_ERROR",
      503,
      "the Plaid API is temporarily unavailable due to planned maintenance. visit"
          + " https://status.plaid.com/ for more information"),
  SANDBOX_PRODUCT_NOT_ENABLED(
      "SANDBOX_ERROR", 400, "this item does not support the requested webhook"),
  SANDBOX_WEBHOOK_INVALID(
      "SANDBOX_ERROR", 400, "Webhook for this item is either not set up, or invalid");

  private static final class Texts {
    static final String RATE =
        "rate limit exceeded for attempts to access this item. please try again later";
  }

  private final String type;
  private final int status;
  private final String message;

  ErrorCode(String type, int status, String message) {
    this.type = type;
    this.status = status;
    this.message = message;
  }

  public String type() {
    return type;
  }

  public int status() {
    return status;
  }

  public String message() {
    return message;
  }

  public PlaidError refusal() {
    return new PlaidError(this, message);
  }

  /** With a text of its own, in place of the table's. */
  public PlaidError because(String reason) {
    return new PlaidError(this, reason);
  }
}
