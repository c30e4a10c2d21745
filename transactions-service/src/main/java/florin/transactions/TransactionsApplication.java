package florin.transactions;

import florin.journal.Streams;
import florin.journal.change.Undoables;
import florin.transactions.category.Categories;
import florin.transactions.category.CategoryFacets;
import florin.transactions.category.OwnCategory;
import florin.transactions.ledger.Transaction;
import florin.transactions.ledger.TransactionFacets;
import florin.transactions.merchant.Merchant;
import florin.transactions.merchant.MerchantFacets;
import florin.transactions.merchant.MerchantNames;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class TransactionsApplication {

  @Bean
  Streams streams() {
    return Streams.of(Transaction.DECIDER, OwnCategory.DECIDER, Merchant.DECIDER);
  }

  @Bean
  Undoables undoables() {
    return Undoables.of(
            "transactions",
            TransactionFacets.UNDOABLE,
            CategoryFacets.UNDOABLE,
            MerchantFacets.UNDOABLE)
        .checked(Categories::check, MerchantNames::check);
  }

  public static void main(String[] arguments) {
    SpringApplication.run(TransactionsApplication.class, arguments);
  }
}
