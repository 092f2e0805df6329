# The example stochastic_odes of Brian2: geometrical Brownian motion, here of 1000 neurons for each of 20 seeds instead of
# one path. Of the methods that Brian2 has for multiplicative noise it is Heun's; the equation is Stratonovich's.
from texts import *

words = texts_of('stochastic_odes')

quantiles, means = [], []
for number in range(20):
    np.random.seed(number)
    G = NeuronGroup(1000, dt=1*ms, method='heun', **arguments(words['brownian']))
    start(G, words['brownian'])
    net = Network(G)
    net.run(1*second)
    X = np.array(G.X)
    quantiles.append(np.quantile(X, [0.05, 0.25, 0.5, 0.75, 0.95]))
    means.append(X.mean())
save('stochastic_odes', quantiles=np.mean(quantiles, 0), spread=np.std(quantiles, 0), mean=[np.mean(means)],
     spread_of_mean=[np.std(means)])
