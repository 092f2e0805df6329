# Brian2's example synapses/spatial_connections: who is connected by distance, and for 20 seeds how many are by chance and
# how far apart (um).
from texts import *

words = texts_of('spatial_connections')

rows, cols = 20, 20
grid_dist = 25*umeter
G = NeuronGroup(rows * cols, **arguments(words['cell']))
G.x = '(i // rows) * grid_dist - rows/2.0 * grid_dist'
G.y = '(i % rows) * grid_dist - cols/2.0 * grid_dist'
distance = 120*umeter
S = Synapses(G, G)
S.connect('sqrt((x_pre - x_post)**2 + (y_pre - y_post)**2) < distance')
counts, distances = [], []
for k in range(20):
    seed(k)
    R = Synapses(G, G)
    R.connect('i != j', p='1.5 * exp(-((x_pre-x_post)**2 + (y_pre-y_post)**2)/(2*(60*umeter)**2))')
    i, j = np.array(R.i), np.array(R.j)
    counts.append(len(i))
    x, y = np.asarray(G.x) * 1e6, np.asarray(G.y) * 1e6
    distances.append(np.hypot(x[i] - x[j], y[i] - y[j]).mean())
    print(k, counts[-1], distances[-1])
save('spatial_connections', sources=S.i, targets=S.j, counts=counts, distances=distances)
