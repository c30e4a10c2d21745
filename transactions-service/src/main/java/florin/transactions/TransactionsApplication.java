package florin.transactions;

import florin.journal.Streams;
import florin.transactions.category.OwnCategory;
import florin.transactions.ledger.Transaction;
import florin.transactions.merchant.Merchant;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class TransactionsApplication {

  @Bean
  Streams streams() {
    return Streams.of(Transaction.DECIDER, OwnCategory.DECIDER, Merchant.DECIDER);
  }

  public static void main(String[] arguments) {
    SpringApplication.run(TransactionsApplication.class, arguments);
  }
}
