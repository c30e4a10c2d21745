import florin.client.ApiClient;
import florin.client.ApiException;
import florin.client.api.CategoriesApi;
import florin.client.api.TransactionsApi;
import florin.client.model.Category;
import florin.client.model.CreateCategoryRequest;
import florin.client.model.Transaction;
import florin.client.model.UpdateTransactionRequest;
import java.util.UUID;

/** Uses a generated client: creates a category, edits a transaction, reads it and a refusal. */
public final class UseOfClient {

  private UseOfClient() {}

  /** Arguments: the address of the gateway, a token, a transaction. */
  public static void main(String[] arguments) throws ApiException {
    ApiClient client = new ApiClient();
    client.updateBaseUri(arguments[0]);
    client.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer " + arguments[1]));
    CategoriesApi categories = new CategoriesApi(client);
    TransactionsApi transactions = new TransactionsApi(client);
    UUID id = UUID.fromString(arguments[2]);
    Category created =
        categories.createCategory(
            new CreateCategoryRequest().name("Of a generated client"),
            null,
            UUID.randomUUID().toString());
    transactions.editTransaction(
        id, new UpdateTransactionRequest().categoryId(created.getId()), null, null, null);
    Transaction read = transactions.oneTransaction(id, null);
    System.out.println(read.getAmount().getAmount() + " " + read.getAmount().getCurrency());
    System.out.println(read.getDate());
    System.out.println(String.join(" / ", read.getDisplay().getCategoryPath()));
    try {
      categories.oneCategory(UUID.randomUUID(), null);
    } catch (ApiException refused) {
      System.out.println(refused.getCode());
    }
  }
}
