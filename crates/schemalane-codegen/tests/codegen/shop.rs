//! The shop on SQLite: the same tests for both backends.

#[rustfmt::skip]
#[path = "../golden/shop/code/mod.rs"]
pub(crate) mod over_sea_orm;
#[rustfmt::skip]
#[path = "../golden/shop/code/sqlx.rs"]
pub(crate) mod over_sqlx;

use crate::golden::text;
use schemalane_data::{DecodeError, Error};
use sea_orm::ConnectionTrait as _;

/// A pool of one connection, since each has a database in memory of its own.
pub(crate) async fn pool() -> sqlx::SqlitePool {
    let pool = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1);
    let pool = pool.connect("sqlite::memory:").await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(text("shop"))).execute(&pool).await.unwrap();
    pool
}

pub(crate) async fn connection() -> sea_orm::DatabaseConnection {
    let mut options = sea_orm::ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    let connection = sea_orm::Database::connect(options).await.unwrap();
    connection.execute_unprepared(&text("shop")).await.unwrap();
    connection
}

async fn say(db: &sea_orm::DatabaseConnection, sql: &str) {
    db.execute_unprepared(sql).await.unwrap();
}

macro_rules! shop {
    ($backend:ident, $code:ident, $open:expr) => {
        mod $backend {
            use super::$code::{
                Customer, CustomerChanges, Event, NewCustomer, NewEvent, NewOrder, NewOrderLine,
                NewProduct, NewProductTag, Order, OrderLine, OrderLineChanges, Product,
                ProductTag, Revenue, Set, Unset,
            };
            use super::$code::{
                Domain, Label, NewDomain, NewLabel, NewParcel, NewProductLabel, NewSite, Parcel,
                ProductLabel, Site,
            };
            use schemalane_data::Any;

            fn day() -> schemalane_data::chrono::NaiveDate {
                schemalane_data::chrono::NaiveDate::from_ymd_opt(2026, 11, 30).unwrap()
            }

            #[tokio::test]
            async fn foreign_keys_are_followed_both_ways() {
                let db = $open.await;
                let ada = Customer::insert(&db, NewCustomer::new("ada")).await.unwrap();
                let bob = NewCustomer { referred_by: Some(ada.id), ..NewCustomer::new("bob") };
                let bob = Customer::insert(&db, bob).await.unwrap();
                for customer in [&bob, &bob, &ada] {
                    Order::insert(&db, NewOrder::new(customer.id, day())).await.unwrap();
                }
                // The nullability of the key is in the types.
                let payer: Customer = Order::get(&db, 1).await.unwrap().unwrap().customer(&db).await.unwrap();
                assert_eq!(payer, bob);
                let none: Option<Customer> = ada.referred_by(&db).await.unwrap();
                assert_eq!(none, None);
                assert_eq!(bob.referred_by(&db).await.unwrap().as_ref(), Some(&ada));
                assert_eq!(ada.customers_by_referred_by(&db).await.unwrap(), std::slice::from_ref(&bob));
                let ids = |orders: &[Order]| orders.iter().map(|it| it.id).collect::<Vec<_>>();
                assert_eq!(ids(&bob.orders(&db).await.unwrap()), [1, 2]);
                let lists = Customer::orders_of(&db, &[bob.clone(), ada.clone(), bob.clone()]).await.unwrap();
                assert_eq!(lists.iter().map(|it| ids(it)).collect::<Vec<_>>(), [vec![1, 2], vec![3], vec![1, 2]]);
                assert!(Customer::orders_of(&db, &[]).await.unwrap().is_empty());
                let cy = Customer::insert(&db, NewCustomer::new("cy")).await.unwrap();
                let all = Customer::with_orders(&db).await.unwrap();
                let all: Vec<_> = all.iter().map(|(it, orders)| (it.id, ids(orders))).collect();
                assert_eq!(all, [(1, vec![3]), (2, vec![1, 2]), (cy.id, vec![])]);
                let pairs: Vec<(Order, Customer)> = Order::with_customer(&db).await.unwrap();
                assert_eq!(pairs.iter().map(|(_, it)| it.id).collect::<Vec<_>>(), [2, 2, 1]);
                let pairs: Vec<(Customer, Option<Customer>)> = Customer::with_referred_by(&db).await.unwrap();
                assert_eq!(pairs.iter().map(|(_, it)| it.as_ref().map(|it| it.id)).collect::<Vec<_>>(), [None, Some(1), None]);
            }

            #[tokio::test]
            async fn keys_of_several_columns_are_followed_too() {
                let db = $open.await;
                Customer::insert(&db, NewCustomer::new("ada")).await.unwrap();
                Order::insert(&db, NewOrder::new(1, day())).await.unwrap();
                Product::insert(&db, NewProduct::new("it's \"x\"", "X", 1)).await.unwrap();
                Product::insert(&db, NewProduct::new("y", "Y", 1)).await.unwrap();
                let x = OrderLine::insert(&db, NewOrderLine::new(1, "it's \"x\"", 1)).await.unwrap();
                let y = OrderLine::insert(&db, NewOrderLine::new(1, "y", 1)).await.unwrap();
                for code in ["y", "it's \"x\"", "y"] {
                    Parcel::insert(&db, NewParcel::new(1, code)).await.unwrap();
                }
                let first = Parcel::get(&db, 1).await.unwrap().unwrap();
                assert_eq!(first.order_line(&db).await.unwrap(), y);
                let lists = OrderLine::parcels_of(&db, &[x.clone(), y.clone()]).await.unwrap();
                assert_eq!(lists.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2]);
                let all = OrderLine::with_parcels(&db).await.unwrap();
                assert_eq!(all.iter().map(|(line, it)| (line.clone(), it.len())).collect::<Vec<_>>(), [(x, 1), (y, 2)]);
            }

            #[tokio::test]
            async fn pairs_of_keys_are_many_to_many() {
                let db = $open.await;
                let ball = Product::insert(&db, NewProduct::new("ball", "Ball", 1)).await.unwrap();
                let round = Label::insert(&db, NewLabel::new("round")).await.unwrap();
                let red = Label::insert(&db, NewLabel::new("red")).await.unwrap();
                assert!(ball.add_label(&db, &red).await.unwrap());
                assert!(ball.add_label(&db, &round).await.unwrap());
                assert!(!round.add_product(&db, &ball).await.unwrap());
                assert_eq!(ball.labels(&db).await.unwrap(), [round.clone(), red]);
                assert_eq!(round.products(&db).await.unwrap(), std::slice::from_ref(&ball));
                assert!(ball.remove_label(&db, &round).await.unwrap());
                assert!(!ball.remove_label(&db, &round).await.unwrap());
                assert_eq!(ProductLabel::count(&db).await.unwrap(), 1);
                let again = ProductLabel::insert(&db, NewProductLabel::new("ball", round.id)).await;
                assert_eq!(again.unwrap().label(&db).await.unwrap(), round);
            }

            /// sea-orm#2358.
            #[tokio::test]
            async fn two_ways_between_two_tables_have_names_of_their_own() {
                let db = $open.await;
                let site = Site::insert(&db, NewSite::default()).await.unwrap();
                Domain::insert(&db, NewDomain::new(site.id)).await.unwrap();
                let main = NewDomain { main_of: Some(site.id), ..NewDomain::new(site.id) };
                let main = Domain::insert(&db, main).await.unwrap();
                assert_eq!(site.domains_by_site(&db).await.unwrap().len(), 2);
                let found: Option<Domain> = site.domain_by_main_of(&db).await.unwrap();
                assert_eq!(found.as_ref(), Some(&main));
                assert_eq!(main.main_of(&db).await.unwrap(), Some(main.site(&db).await.unwrap()));
            }

            #[tokio::test]
            async fn a_row_comes_back_as_the_database_has_it() {
                let db = $open.await;
                let ada = Customer::insert(&db, NewCustomer::new("ada@example.com")).await.unwrap();
                assert_eq!((ada.id, ada.active, &ada.nickname), (1, true, &None));
                assert_eq!(Customer::get(&db, 1).await.unwrap().as_ref(), Some(&ada));
                assert_eq!(
                    Customer::by_email(&db, "ada@example.com").await.unwrap(),
                    Some(ada.clone())
                );
                assert_eq!(Customer::by_email(&db, "nobody").await.unwrap(), None);
                assert!(Customer::exists(&db, 1).await.unwrap());
                assert!(!Customer::exists(&db, 2).await.unwrap());
                let again = Customer::insert(&db, NewCustomer::new("ada@example.com")).await;
                assert!(again.unwrap_err().is_unique_violation());
            }

            #[tokio::test]
            async fn unset_null_and_a_value_are_three_things() {
                let db = $open.await;
                let new = NewCustomer {
                    nickname: Some("Ada".to_owned()),
                    active: Set(false),
                    ..NewCustomer::new("ada@example.com")
                };
                let ada = Customer::insert(&db, new).await.unwrap();
                assert!(!ada.active);
                let nothing = CustomerChanges::default();
                assert!(!ada.apply(&db, nothing).await.unwrap());
                let changes = CustomerChanges { nickname: Set(None), email: Unset, ..Default::default() };
                assert!(ada.apply(&db, changes).await.unwrap());
                let now = Customer::get(&db, ada.id).await.unwrap().unwrap();
                assert_eq!((now.nickname, now.email), (None, ada.email.clone()));
                let changes = CustomerChanges { email: Set("x".to_owned()), ..Default::default() };
                assert!(!Customer::apply_by_key(&db, 99, changes).await.unwrap());
            }

            #[tokio::test]
            async fn rows_are_updated_and_deleted_by_composite_keys() {
                let db = $open.await;
                Customer::insert(&db, NewCustomer::new("ada@example.com")).await.unwrap();
                let day = schemalane_data::chrono::NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
                let order = Order::insert(&db, NewOrder::new(1, day)).await.unwrap();
                assert_eq!((order.r#type.as_str(), order.placed), ("web", day));
                for (code, cents) in [("ball", 300), ("bat", 1500)] {
                    let new = NewProduct {
                        weight: Some(0.25),
                        picture: Some(vec![0, 255]),
                        details: Some(schemalane_data::serde_json::json!({ "round": true })),
                        ..NewProduct::new(code, code.to_uppercase(), cents)
                    };
                    let product = Product::insert(&db, new).await.unwrap();
                    assert_eq!(product.picture.as_deref(), Some(&[0, 255][..]));
                    assert_eq!(product.details.unwrap()["round"], true);
                    let line = NewOrderLine::new(order.id, code, 2);
                    let line = OrderLine::insert(&db, line).await.unwrap();
                    assert_eq!(line.total, Some(4));
                }
                let line = OrderLine::get(&db, 1, "bat").await.unwrap().unwrap();
                let more = OrderLine { pieces: 5, ..line.clone() };
                assert!(more.update(&db).await.unwrap());
                let other = OrderLine { product_code: "absent".to_owned(), ..line };
                assert!(!other.update(&db).await.unwrap());
                let page = OrderLine::page(&db, None, 1).await.unwrap();
                assert_eq!((page.len(), page[0].product_code.as_str()), (1, "ball"));
                let page = OrderLine::page(&db, Some((1, "ball")), 10).await.unwrap();
                assert_eq!((page.len(), page[0].pieces), (1, 5));
                let changes = OrderLineChanges { pieces: Set(7), ..Default::default() };
                assert!(OrderLine::apply_by_key(&db, 1, "bat", changes).await.unwrap());
                let revenue = Revenue::all(&db).await.unwrap();
                assert_eq!(revenue[0].cents, Some(Any::Integer(2 * 300 + 7 * 1500)));
                assert!(page[0].delete(&db).await.unwrap());
                assert!(!page[0].delete(&db).await.unwrap());
                assert!(OrderLine::delete_by_key(&db, 1, "ball").await.unwrap());
                assert_eq!(OrderLine::count(&db).await.unwrap(), 0);
            }

            #[tokio::test]
            async fn an_upsert_changes_what_is_set() {
                let db = $open.await;
                let first = NewCustomer { active: Set(false), ..NewCustomer::new("a") };
                let first = Customer::upsert_by_email(&db, first).await.unwrap();
                let named = NewCustomer { nickname: Some("A".to_owned()), ..NewCustomer::new("a") };
                let second = Customer::upsert_by_email(&db, named).await.unwrap();
                assert_eq!((second.id, second.active), (first.id, false));
                assert_eq!(second.nickname.as_deref(), Some("A"));
                let third = NewCustomer { id: Set(first.id), ..NewCustomer::new("b") };
                assert_eq!(Customer::upsert(&db, third).await.unwrap().email, "b");
                assert_eq!(Customer::count(&db).await.unwrap(), 1);
                // A key that is the whole row is given back as well.
                Product::insert(&db, NewProduct::new("ball", "Ball", 1)).await.unwrap();
                for _ in 0..2 {
                    let tag = NewProductTag::new("ball", "round");
                    assert_eq!(ProductTag::upsert(&db, tag).await.unwrap().tag, "round");
                }
            }

            #[tokio::test]
            async fn many_rows_are_inserted_in_chunks() {
                let db = $open.await;
                let new = (0..1203).map(|number| {
                    let active = if number % 400 == 7 { Set(false) } else { Unset };
                    NewCustomer { active, ..NewCustomer::new(format!("{number}")) }
                });
                assert_eq!(Customer::insert_many(&db, new).await.unwrap(), 1203);
                assert_eq!(Customer::insert_many(&db, []).await.unwrap(), 0);
                let all = Customer::all(&db).await.unwrap();
                let emails = all.iter().map(|customer| customer.email.parse::<usize>().unwrap());
                assert!(emails.eq(0..1203));
                assert_eq!(all.iter().filter(|customer| !customer.active).count(), 3);
            }

            #[tokio::test]
            async fn a_column_without_a_type_takes_anything() {
                let db = $open.await;
                for what in [
                    Some(Any::Integer(i64::MIN)),
                    Some(Any::Real(0.5)),
                    Some(Any::Text("1".to_owned())),
                    Some(Any::Blob(vec![1])),
                    None,
                ] {
                    let new = NewEvent { what: what.clone(), ..NewEvent::new("now") };
                    assert_eq!(Event::insert(&db, new).await.unwrap().what, what);
                }
                assert_eq!(Event::count(&db).await.unwrap(), 5);
            }
        }
    };
}

shop!(sea_orm_backend, over_sea_orm, super::connection());
shop!(sqlx_backend, over_sqlx, super::pool());

/// A table that is not STRICT may hold anything: neither a panic nor a silent zero.
#[tokio::test]
async fn a_value_of_another_type_is_an_error_that_names_the_column() {
    let db = connection().await;
    say(&db, "INSERT INTO customers (email, active) VALUES ('a', 'maybe')").await;
    let error = over_sea_orm::Customer::get(&db, 1).await.unwrap_err();
    let Error::Decode(error) = error else { panic!("{error}") };
    assert_eq!(error.to_string(), "customers.active: expected bool, found TEXT");
    say(&db, "UPDATE customers SET active = 2").await;
    let error = over_sea_orm::Customer::all(&db).await.unwrap_err();
    assert!(matches!(error, Error::Decode(DecodeError::InvalidType { column: "active", .. })));
    say(&db, "INSERT INTO products VALUES ('x', 'y', 'many', NULL, NULL, NULL)").await;
    let error = over_sea_orm::Product::get(&db, "x").await.unwrap_err().to_string();
    assert_eq!(error, "products.cents: expected i64, found TEXT");
}

#[tokio::test]
async fn a_transaction_of_sea_orm_is_kept_or_not() {
    use over_sea_orm::{Customer, NewCustomer, transaction};
    let db = connection().await;
    let kept: Result<i64, Error> =
        transaction(&db, async |tx| Ok(Customer::insert(tx, NewCustomer::new("a")).await?.id))
            .await;
    assert_eq!(kept.unwrap(), 1);
    let dropped: Result<(), Error> = transaction(&db, async |tx| {
        Customer::insert(tx, NewCustomer::new("b")).await?;
        let inner: Result<(), Error> = transaction(tx, async |tx| {
            Customer::insert(tx, NewCustomer::new("c")).await?;
            Customer::insert(tx, NewCustomer::new("a")).await.map(drop)
        })
        .await;
        assert!(inner.unwrap_err().is_unique_violation());
        assert_eq!(Customer::count(tx).await?, 2);
        Customer::insert(tx, NewCustomer::new("a")).await.map(drop)
    })
    .await;
    assert!(dropped.unwrap_err().is_unique_violation());
    let cancelled = tokio::time::timeout(
        std::time::Duration::from_millis(50),
        transaction(&db, async |tx| {
            Customer::insert(tx, NewCustomer::new("d")).await?;
            std::future::pending::<Result<(), Error>>().await
        }),
    );
    assert!(cancelled.await.is_err());
    assert_eq!(Customer::count(&db).await.unwrap(), 1);
}

#[tokio::test]
async fn a_transaction_of_sqlx_is_kept_or_not() {
    use over_sqlx::{Customer, NewCustomer, transaction};
    let db = pool().await;
    let kept: Result<i64, Error> = transaction(&db, async |tx| {
        Customer::insert(&mut *tx, NewCustomer::new("a")).await?;
        Ok(Customer::insert(tx, NewCustomer::new("b")).await?.id)
    })
    .await;
    assert_eq!(kept.unwrap(), 2);
    let dropped: Result<(), Error> = transaction(&db, async |tx| {
        Customer::insert(&mut *tx, NewCustomer::new("c")).await?;
        Customer::insert(tx, NewCustomer::new("a")).await.map(drop)
    })
    .await;
    assert!(dropped.unwrap_err().is_unique_violation());
    assert_eq!(Customer::count(&db).await.unwrap(), 2);
}

/// What is awaited in a task of its own must be `Send`.
#[tokio::test]
async fn functions_and_transactions_go_to_other_threads() {
    use over_sea_orm::{Customer, NewCustomer, transaction};
    let db = connection().await;
    let count = tokio::spawn(async move {
        let done: Result<(), Error> = transaction(&db, async |tx| {
            Customer::insert(tx, NewCustomer::new("a")).await.map(drop)
        })
        .await;
        done?;
        Customer::count(&db).await
    });
    assert_eq!(count.await.unwrap().unwrap(), 1);
}
