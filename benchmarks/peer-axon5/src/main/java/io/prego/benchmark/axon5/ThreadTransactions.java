package io.prego.benchmark.axon5;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.axonframework.common.jpa.EntityManagerProvider;
import org.axonframework.messaging.core.unitofwork.transaction.Transaction;
import org.axonframework.messaging.core.unitofwork.transaction.TransactionManager;

/**
 * One entity manager for each transaction, bound to its thread, as Spring's integration does it. Users close what they
 * are given, which has no effect before the transaction ends.
 */
final class ThreadTransactions implements TransactionManager, EntityManagerProvider {

    private final EntityManagerFactory factory;

    @SuppressWarnings("ThreadLocalUsage") // There is one of these in the process.
    private final ThreadLocal<EntityManager> open = new ThreadLocal<>();

    ThreadTransactions(EntityManagerFactory factory) {
        this.factory = factory;
    }

    @Override
    public Transaction startTransaction() {
        if (open.get() != null) {
            throw new IllegalStateException("the thread has a transaction already");
        }
        var entities = factory.createEntityManager();
        entities.getTransaction().begin();
        open.set(entities);
        return new Own(entities);
    }

    @Override
    public EntityManager getEntityManager() {
        var entities = open.get();
        if (entities == null) {
            throw new IllegalStateException("the thread has no transaction");
        }
        return (EntityManager) Proxy.newProxyInstance(
                EntityManager.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (_, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(entities, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private final class Own implements Transaction {

        private final EntityManager entities;

        Own(EntityManager entities) {
            this.entities = entities;
        }

        /** A failed commit has rolled back; the framework asks for the rollback all the same. */
        @Override
        public void commit() {
            entities.getTransaction().commit();
            end();
        }

        @Override
        public void rollback() {
            if (entities.getTransaction().isActive()) {
                entities.getTransaction().rollback();
            }
            end();
        }

        private void end() {
            open.remove();
            entities.close();
        }
    }
}
